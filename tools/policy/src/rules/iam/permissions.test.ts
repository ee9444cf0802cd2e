import { environment } from '@malinshopper/environments';
import { Stack, World } from '@malinshopper/synthesized';
import { madeUpStack, type MadeUp } from '@malinshopper/synthesized/testing';
import { boundaryOf, isOnlyBoundary } from './permissions';

const production = environment('production');
const limit = { name: 'limit', path: '/account/', policy: '{}' };
const arn = `arn:aws:iam::${production.account.id}:policy/account/limit`;

/** A policy model with a policy called `limit`, and more resources. */
function withLimit(more: MadeUp) {
  const world = new World(production, [new Stack(madeUpStack({ aws_iam_policy: { limit }, ...more }))]);
  const [policy] = world.resources('aws_iam_policy');
  return { world, policy: policy!, role: world.resources('aws_iam_role')[0]! };
}

test.each([
  ['as a literal', arn],
  ['as a reference', '${aws_iam_policy.limit.arn}'],
])('the boundary of a role is found by its address, %s', (_how, permissions_boundary) => {
  const { world, policy, role } = withLimit({ aws_iam_role: { one: { permissions_boundary } } });
  expect(boundaryOf(role, world)).toBe(policy);
  expect(isOnlyBoundary(policy, world)).toBe(true);
});

test('a boundary that is also attached to a role grants its permissions', () => {
  const { world, policy } = withLimit({
    aws_iam_role: { one: { permissions_boundary: arn } },
    aws_iam_role_policy_attachment: {
      one: { role: '${aws_iam_role.one.name}', policy_arn: '${aws_iam_policy.limit.arn}' },
    },
  });
  expect(isOnlyBoundary(policy, world)).toBe(false);
});

test('a boundary in the managed_policy_arns of a role grants its permissions', () => {
  const { world, policy } = withLimit({
    aws_iam_role: { one: { permissions_boundary: arn, managed_policy_arns: ['${aws_iam_policy.limit.arn}'] } },
  });
  expect(isOnlyBoundary(policy, world)).toBe(false);
});

test('a policy that is not attached is judged as if it were attached', () => {
  const { world, policy } = withLimit({
    aws_iam_role: { one: { permissions_boundary: 'arn:aws:iam::aws:policy/Other' } },
  });
  expect(isOnlyBoundary(policy, world)).toBe(false);
});
