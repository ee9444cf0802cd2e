import { environment } from '@malinshopper/environments';
import { Stack, World } from '@malinshopper/synthesized';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import { rules } from '..';
import type { Rule } from '../rule';
import { everyTypeIsJudged, unjudgedTypes } from './every-type';

const world = new World(environment('testing'), [
  new Stack(madeUpStack({ aws_vpc: { main: {} }, aws_new_thing: { one: {} }, terraform_data: { kept: {} } })),
]);
const rule = { types: ['aws_vpc'], check: () => undefined } as unknown as Rule;
const findings = (...rules: Rule[]) =>
  world.resources().flatMap((each) => everyTypeIsJudged(rules).check(each, world) ?? []);

test('a resource of a type that neither a rule nor the list knows is reported', () => {
  expect(findings(rule)).toEqual(['no rule judges this aws_new_thing']);
});

test('a resource that all rules of its type skip is reported', () => {
  expect(findings({ ...rule, about: () => false })).toContain('no rule judges this aws_vpc');
});

test('the list of types without a rule contains no type that a rule judges', () => {
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
