import { expectedDrift } from './expected';

test('no rule of expected drift is past its last day: judge it again, and give it another day or remove it', () => {
  const today = new Date().toISOString().slice(0, 10);
  expect(
    expectedDrift.filter(({ until }) => until < today).map(({ type, attribute }) => `${type}.${attribute}`),
  ).toEqual([]);
});

test('every rule of expected drift has a reason, and a last day that is at most thirteen months ahead', () => {
  const latest = new Date(Date.now() + 396 * 24 * 3_600_000).toISOString().slice(0, 10);
  expect(expectedDrift.length).toBeGreaterThan(0);
  for (const { until, reason } of expectedDrift) {
    expect(until).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(until <= latest).toBe(true);
    expect(reason.length).toBeGreaterThan(10);
  }
});
