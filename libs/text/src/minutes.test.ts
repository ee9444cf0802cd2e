import { minutes } from './minutes';

test.each(['', '1.5', '-1', 'an hour'])('throws on %j minutes', (word) => {
  expect(minutes('30')).toBe(30);
  expect(() => minutes(word)).toThrow(
    `The value must be a whole number of minutes, such as 30, and is ${JSON.stringify(word)}.`,
  );
});
