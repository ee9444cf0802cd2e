import { duration } from './durations';

test.each([
  [-5, '0s'],
  [400, '0s'],
  [8_000, '8s'],
  [80_000, '1m 20s'],
  [3_700_000, '1h 1m'],
])('%i milliseconds are %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
