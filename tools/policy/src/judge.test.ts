import { environment } from '@malinshopper/environments';
import { Stack, World } from '@malinshopper/synthesized';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import { judge } from './judge';
import type { Rule } from './rules/rule';

const world = new World(environment('production'), [new Stack(madeUpStack({ aws_sqs_queue: { one: {}, two: {} } }))]);
const rule = (more: Partial<Rule>): Rule => ({
  ...{ id: 'MAL_TEST_1', title: '', severity: 'low', why: '', fix: '', types: ['aws_sqs_queue'], breaks: [] },
  check: () => undefined,
  ...more,
});
const fails = () => {
  throw new Error('policy is no JSON');
};

test.each([
  ['checks', { check: fails }],
  ['checks if it applies to', { about: fails }],
])('a rule that throws when it %s a resource is a finding of its own, and the other rules continue', (_when, more) => {
  const found = judge(world, [rule(more), rule({ id: 'MAL_TEST_2', check: () => 'wrong' })]);
  expect(found.map(({ rule: { id }, resource, fault }) => [id, resource.path, fault])).toEqual([
    ['MAL_WORLD_1', 'data/one', 'MAL_TEST_1 cannot judge it: policy is no JSON'],
    ['MAL_WORLD_1', 'data/two', 'MAL_TEST_1 cannot judge it: policy is no JSON'],
    ['MAL_TEST_2', 'data/one', 'wrong'],
    ['MAL_TEST_2', 'data/two', 'wrong'],
  ]);
});

test('a thrown value that is no error is reported as well', () => {
  const check = () => {
    throw 'odd';
  };
  expect(judge(world, [rule({ check })])[0]?.fault).toBe('MAL_TEST_1 cannot judge it: odd');
});

test('a rule about parts judges other parts of a stack than resources, of its kinds or of all', () => {
  const judged = (types: string[]) =>
    judge(world, [rule({ of: 'parts', types })]).map(({ resource }) => resource.address);
  expect(judged(['provider'])).toEqual(['provider.aws', 'provider.aws.us_east_1']);
  expect(judged([])).toEqual(['terraform', 'provider.aws', 'provider.aws.us_east_1']);
});
