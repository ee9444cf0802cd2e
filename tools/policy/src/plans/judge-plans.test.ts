import { environment } from '@malinshopper/environments';
import type { Rule } from '../rules/rule';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import { deletionRule, type GuardWaiver, type Waiver } from '../waivers/waiver';
import { judgePlans } from './judge-plans';

/** Every queue has to be named after its purpose. */
const rule: Rule = {
  id: 'MAL_TEST_1',
  title: 'Every queue is named after its purpose',
  severity: 'medium',
  why: '',
  fix: 'Name it',
  types: ['aws_sqs_queue'],
  breaks: [],
  check: ({ config }) => (/^q/.test(String(config['name'])) ? 'it is called q' : undefined),
};
const waiver: Waiver = {
  rule: rule.id,
  path: 'data/{jobs,mails}',
  environments: ['testing', 'production'],
  reason: 'it is called so in the old system',
  owner: 'data',
  expires: '2027-01-31',
};
const stack = (kind: string) =>
  new Map([
    [
      'data',
      madeUpStack({ aws_sqs_queue: { jobs: { name: 'q' }, mails: { name: 'q-2' } } }, {}, `${kind}/data.tfstate`),
    ],
    ['compute', madeUpStack({ aws_sqs_queue: { web: { name: 'q' } } }, {}, `${kind}/compute.tfstate`)],
  ]);
const planOf = (...changes: (readonly [string, ...string[]])[]) => ({
  resource_changes: changes.map(([address, ...actions]) => ({
    address,
    type: address.split('.')[0],
    change: { actions },
  })),
});
const judged = (
  kind: 'testing' | 'production',
  plans: Readonly<Record<string, unknown>>,
  {
    waivers = [waiver],
    guardWaivers = [],
  }: { waivers?: readonly Waiver[]; guardWaivers?: readonly GuardWaiver[] } = {},
) =>
  judgePlans(
    {
      environment: environment(kind),
      stacks: new Map([...stack(kind)].map(([app, one]) => [app, JSON.stringify(one)])),
      plans: new Map(Object.entries(plans)),
      locations: { 'compute/web': ['apps/compute/src/web.ts:1'] },
    },
    { rules: [rule], waivers, guardWaivers, today: '2026-11-30' },
  );

test('a finding without a waiver is reported wherever it is, also in an app that is not planned, with its line', async () => {
  const { findings } = await judged('testing', { data: planOf() });
  expect(findings).toMatchObject([
    {
      rule: 'MAL_TEST_1',
      place: 'testing/compute',
      address: 'aws_sqs_queue.web',
      fault: 'it is called q',
      lines: ['apps/compute/src/web.ts:1'],
    },
  ]);
});

test('a waiver is reported for resources that a plan creates, changes or replaces, and not for unchanged or deleted ones', async () => {
  const addresses = async (...actions: string[]) =>
    (
      await judged('testing', {
        data: planOf(['aws_sqs_queue.jobs["a"]', ...actions], ['aws_sqs_queue.mails', 'no-op']),
      })
    ).waived.map(({ address }) => address);
  expect(await addresses('create')).toEqual(['aws_sqs_queue.jobs']);
  expect(await addresses('update')).toEqual(['aws_sqs_queue.jobs']);
  expect(await addresses('delete', 'create')).toEqual(['aws_sqs_queue.jobs']);
  expect(await addresses('delete')).toEqual([]);
  expect(await addresses('read')).toEqual([]);
});

test('a refusal of production is reported, and so is a change that a waiver permits', async () => {
  const plan = { data: planOf(['aws_s3_bucket.gone', 'delete'], ['aws_kms_key.old', 'delete']) };
  const one = { ...waiver, rule: deletionRule, path: 'aws_kms_key.old', expires: '2026-12-24' };
  const { refused, waived } = await judged('production', plan, { guardWaivers: [one] });
  expect(refused).toEqual([
    { place: 'production/data', why: expect.stringMatching(/^The plan would delete aws_s3_bucket\.gone, which/) },
  ]);
  expect(waived).toMatchObject([
    {
      rule: deletionRule,
      address: 'aws_kms_key.old',
      fault: 'is to be deleted, and is a key: the data that it has encrypted cannot be read any more',
      waiver: { reason: waiver.reason },
    },
  ]);
});

test('an ordinary waiver permits no loss in production', async () => {
  const plan = { data: planOf(['aws_kms_key.old', 'delete']) };
  const one = { ...waiver, rule: deletionRule, path: 'aws_kms_key.old', expires: '2026-12-24' };
  expect((await judged('production', plan, { waivers: [one] })).refused).toHaveLength(1);
});

test('a waiver of the guard also accepts the finding of a rule', async () => {
  const one = { ...waiver, path: 'compute/web', expires: '2026-12-24' };
  expect((await judged('production', {}, { guardWaivers: [one] })).findings).toEqual([]);
  expect((await judged('production', {})).findings).toHaveLength(1);
});

test('other environments refuse nothing', async () => {
  expect((await judged('testing', { data: planOf(['aws_s3_bucket.gone', 'delete']) })).refused).toEqual([]);
});
