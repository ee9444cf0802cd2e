import { Stack } from '@malinshopper/synthesized';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import type { GuardWaiver } from '../waivers/waiver';
import { deadGuardWaivers } from './dead-waivers';

const { resources } = new Stack(
  madeUpStack({ aws_s3_bucket: { content: {} }, aws_sqs_queue: { reports: {} }, aws_kms_key: { one: {} } }),
);
const waiver: GuardWaiver = {
  rule: 'MAL_GUARD_1',
  path: 'data/content',
  environments: ['production'],
  reason: 'The content moves to another account',
  owner: 'data',
  expires: '2026-11-30',
};
const dead = (path: string, today = '2026-11-23', more: Partial<GuardWaiver> = {}) =>
  deadGuardWaivers([{ ...waiver, path, ...more }], resources, today).map(({ because }) => because);

test.each(['data/content', 'aws_kms_key.one', 'aws_kms_key.gone["a"]'])(
  'a waiver of the guard for %s may be needed at a deploy',
  (path) => expect(dead(path)).toEqual([]),
);

test.each([
  ['a path that is no longer in the program', 'data/gone'],
  ['a resource without data', 'data/reports'],
  ['the address of a resource without data', 'aws_sqs_queue.reports'],
])('a waiver of the guard for %s can permit no change', (_what, path) => {
  expect(dead(path)).toEqual([expect.stringContaining('names nothing that production would refuse')]);
});

test('an expired waiver of the guard is reported, from the day after its last', () => {
  expect(dead('data/content', '2026-11-30')).toEqual([]);
  expect(dead('data/content', '2026-12-01')).toEqual([expect.stringContaining('expired on 2026-11-30')]);
});

test('a waiver of the guard for an attribute that may change anyway permits no change', () => {
  const of = (attribute: string) => dead('data/content', '2026-11-23', { attribute });
  expect(of('force_destroy')).toEqual([]);
  expect(of('tags')).toEqual([expect.stringContaining('names nothing that production would refuse')]);
});
