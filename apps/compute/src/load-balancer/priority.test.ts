import { environment, roleTraits as roles, type Role } from '@malinshopper/environments';
import { feeds } from '@malinshopper/testing';
import fc from 'fast-check';
import { rulePriority } from './priority';

const shared = { placement: 'shared', from: 'testing' } as const;

test('the environment that owns the load balancer comes first', () => {
  expect(rulePriority(environment('testing'), 'web')).toBe(100);
});

test('the rules of paths come directly before the rule for the rest, in the order of the table', () => {
  const second = {
    ...feeds,
    purpose: { kind: 'visitors', entry: { at: 'paths', paths: ['/sitemaps/*'] }, sessions: false },
  } as const;
  for (const ref of ['testing', 'feature/checkout']) {
    const of = { ...environment(ref), roles: { ...roles, feeds, sitemaps: second } };
    const rest = rulePriority(of, 'web');
    const [first, next] = ['feeds', 'sitemaps'].map((role) => rulePriority(of, role as Role)) as [number, number];
    expect(first).toBeLessThan(rest);
    expect(next).toBe(first - 1);
  }
});

test('the priorities of two branches differ', () => {
  const priorities = ['feature/checkout', 'feature/search', 'hotfix/vat', 'development'].map((ref) =>
    rulePriority(environment(ref), 'web'),
  );
  expect(new Set(priorities).size).toBe(4);
});

test('a priority follows from the name alone, within what ELB allows and away from the owner', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const priority = rulePriority({ name, loadBalancer: shared, roles }, 'web');
      expect(priority).toBe(rulePriority({ name, loadBalancer: shared, roles }, 'web'));
      expect(priority).toBeGreaterThanOrEqual(1000);
      expect(priority).toBeLessThanOrEqual(49_999);
    }),
  );
});

test('a load balancer full of branches rarely has a collision: ELB allows 100 rules', () => {
  const priorities = Array.from({ length: 100 }, (_, index) =>
    rulePriority({ name: `branch-${index}`, loadBalancer: shared, roles }, 'web'),
  );
  expect(new Set(priorities).size).toBe(100);
});
