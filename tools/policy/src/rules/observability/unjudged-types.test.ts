import { rules } from '..';
import { unjudgedTypes } from './unjudged-types';

test('no type stands in the list of those that no rule judges although one does', () => {
  const judged = new Set(rules.flatMap(({ types }) => types));
  expect(Object.keys(unjudgedTypes).filter((type) => judged.has(type))).toEqual([]);
});

test('every type in the list has a reason', () => {
  expect(Object.entries(unjudgedTypes).filter(([, reason]) => reason.length < 30)).toEqual([]);
});

test('the rules that a reason names exist', () => {
  const ids = new Set(rules.map(({ id }) => id));
  const named = Object.values(unjudgedTypes).flatMap(
    (reason) => /judged with its .*: (.*)/.exec(reason)?.[1]?.split(', ') ?? [],
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});
