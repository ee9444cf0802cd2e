import { command, together } from './wording';

test('a command is as a person types it', () => {
  expect(command('deploy', 'abcd', 'testing')).toBe('`npm run release -- deploy abcd testing`');
  expect(command('status', 'feature/a;b')).toBe("`npm run release -- status 'feature/a;b'`");
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c', 'd'], 'a, b, c and d'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('%j are %p', (things, text) => expect(together(things)).toBe(text));
