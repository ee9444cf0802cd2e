import { parseAppSpec } from './parse-appspec';
import { shapes } from './testing/agent-corpus';
import { problemsOf } from './testing/problems';

const taken = shapes.filter(({ agent, stricter }) => agent === undefined && stricter === undefined);
const refused = shapes.filter(({ agent }) => agent !== undefined);
const stricter = shapes.filter((shape) => shape.stricter !== undefined);

test.each(taken.map(({ name, text }) => [name, text]))('accepts %s, as the agent does', (_, text) => {
  expect(() => parseAppSpec(text)).not.toThrow();
});

test.each(refused.map(({ name, text }) => [name, text]))('refuses %s, as the agent does', async (_, text) => {
  expect(await problemsOf(() => parseAppSpec(text))).not.toEqual([]);
});

test.each(stricter.map(({ name, text, stricter: words }) => [name, text, words!]))(
  'refuses %s, which the agent accepts, with the reason',
  async (_, text, words) => {
    expect((await problemsOf(() => parseAppSpec(text))).join('\n')).toContain(words);
  },
);

test('the shapes are many, of each kind, and without duplicates', () => {
  expect([taken.length, refused.length, stricter.length].every((count) => count >= 20)).toBe(true);
  expect(new Set(shapes.map(({ text }) => text)).size).toBe(shapes.length);
});
