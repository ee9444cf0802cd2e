import { moment } from './moment';

test.each(['2026-11-30T02:00:00Z', '2026-11-30T03:00+01:00'])('%s is a moment', (word) => {
  expect(moment(word)).toEqual(new Date('2026-11-30T02:00:00Z'));
});

test.each(['yesterday', '2026-11-30', '2026-11-30T02:00:00', '2026-13-30T02:00:00Z'])('%s is refused', (word) => {
  expect(() => moment(word)).toThrow(
    `It is a moment with its zone, such as 2026-11-30T02:00:00Z, got ${JSON.stringify(word)}.`,
  );
});
