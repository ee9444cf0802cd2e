import { hasBegun } from './maintenance';

const at = (time: string) => Date.parse(`2026-${time}Z`);

// 2026-11-29 is a Sunday.
test.each([
  ['11-28T12:00', '11-29T02:59', false],
  ['11-28T12:00', '11-29T03:00', true],
  ['11-29T03:01', '11-30T12:00', false],
  ['11-29T03:01', '12-06T03:00', true],
])('the window on Sundays at 03:00: from %s to %s it has begun: %s', (since, now, expected) => {
  expect(hasBegun('sun:03:00-sun:04:00', at(since), at(now))).toBe(expected);
});
