import { environment } from '@malinshopper/environments';
import { Stack, World } from '@malinshopper/synthesized';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import type { Rule } from '../rule';
import { everyTypeIsJudged } from './every-type';

const world = new World(environment('testing'), [
  new Stack(madeUpStack({ aws_vpc: { main: {} }, aws_new_thing: { one: {} }, terraform_data: { kept: {} } })),
]);
const rule = { types: ['aws_vpc'], check: () => undefined } as unknown as Rule;
const findings = (...rules: Rule[]) =>
  world.resources().flatMap((each) => everyTypeIsJudged(rules).check(each, world) ?? []);

test('a resource of a type that neither a rule nor the list knows is found', () => {
  expect(findings(rule)).toEqual(['no rule judges this aws_new_thing']);
});

test('a resource that all rules of its type pass over is found', () => {
  expect(findings({ ...rule, about: () => false })).toContain('no rule judges this aws_vpc');
});
