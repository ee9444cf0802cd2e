import { environment } from '@malinshopper/environments';
import { rules } from '../rules';
import type { Rule } from '../rules/rule';
import { madeUpStack } from '../testing/made-up-stack';
import { documentsOf } from '../worlds';
import { subjectOf } from '../kinds';
import type { Waiver } from '../waivers/waiver';
import { deletionRule, refusals, type GuardOptions } from './guard';
import { guardedRules } from './guarded-rules';

const production = environment('production');
const stack = madeUpStack({
  aws_s3_bucket: { content: { bucket: 'content' } },
  aws_sqs_queue: { told: { name: 'told' } },
});
const change = (address: string, ...actions: string[]) => ({
  address,
  type: address.split('.')[0],
  change: { actions },
});
const planOf = (...resource_changes: object[]) => ({ format_version: '1.2', resource_changes });
const none: GuardOptions = { rules: [], waivers: [], today: '2026-11-23' };
const waiver: Waiver = {
  rule: deletionRule,
  path: 'data/content',
  environments: ['production'],
  reason: 'moved to another account',
  owner: 'data',
  expires: '2026-11-30',
};

describe('a plan for production', () => {
  test('that deletes what holds data is refused, with what and where, and how to allow it', () => {
    expect(
      refusals({ environment: production, stack, plan: planOf(change('aws_s3_bucket.content', 'delete')) }, none),
    ).toEqual([
      'The plan would delete aws_s3_bucket.content (data/content), which holds what cannot be made again. If that is wanted, add ' +
        'a waiver of MAL_GUARD_1 with a date to guardWaivers (tools/policy/src/waivers/waivers.ts).',
    ]);
  });

  test.each([
    ['deletes first', ['delete', 'create']],
    ['makes first', ['create', 'delete']],
  ])('that replaces it and %s is refused as a replacement', (_how, actions) => {
    const plan = planOf(change('aws_s3_bucket.content', ...actions));
    expect(refusals({ environment: production, stack, plan }, none)[0]).toMatch(/^The plan would replace aws_s3/);
  });

  test('that deletes one which is no longer in the program is refused by its address, one of several by its place too', () => {
    const plan = planOf(change('aws_kms_key.gone["a"]', 'delete'));
    expect(refusals({ environment: production, stack, plan }, none)[0]).toContain('aws_kms_key.gone["a"]');
  });

  test('that changes it in place, or deletes what holds nothing, is allowed', () => {
    const plan = planOf(
      change('aws_s3_bucket.content', 'update'),
      change('aws_sqs_queue.told', 'delete', 'create'),
      change('aws_kms_key.new', 'create'),
    );
    expect(refusals({ environment: production, stack, plan }, none)).toEqual([]);
  });

  test('may delete it with a waiver until its last day, and not after', () => {
    const plan = planOf(change('aws_s3_bucket.content', 'delete'));
    const on = (today: string) =>
      refusals({ environment: production, stack, plan }, { ...none, waivers: [waiver], today });
    expect(on('2026-11-30')).toEqual([]);
    expect(on('2026-12-01')).toHaveLength(1);
  });

  test('of what breaks a guarded rule is refused, with the fault and the fix', () => {
    const rule: Rule = {
      id: 'MAL_TEST_1',
      title: 'No queue',
      severity: 'low',
      why: 'a test',
      fix: 'Take it away',
      types: ['aws_sqs_queue'],
      check: ({ config }) => `there is ${config['name']}`,
    };
    expect(refusals({ environment: production, stack, plan: planOf() }, { ...none, rules: [rule] })).toEqual([
      'aws_sqs_queue.told (data/told): there is told (MAL_TEST_1). Take it away.',
    ]);
    const waived = { ...waiver, rule: rule.id, path: 'data/told' };
    expect(
      refusals({ environment: production, stack, plan: planOf() }, { ...none, rules: [rule], waivers: [waived] }),
    ).toEqual([]);
  });
});

test('every other environment refuses nothing here', () => {
  const plan = planOf(change('aws_s3_bucket.content', 'delete'));
  expect(refusals({ environment: environment('staging'), stack, plan }, none)).toEqual([]);
});

test('production as it is passes, app by app, and a database that is open to the world does not', async () => {
  const { own } = await documentsOf(subjectOf('production'));
  for (const [app, document] of own) {
    const found = refusals({ environment: production, stack: document, plan: planOf() });
    expect([app, found]).toEqual([app, []]);
  }
  const data = structuredClone(own.get('data')) as {
    resource: { aws_db_instance: Record<string, { publicly_accessible: boolean }> };
  };
  for (const server of Object.values(data.resource.aws_db_instance)) server.publicly_accessible = true;
  const found = refusals({ environment: production, stack: data, plan: planOf() });
  expect(found.join('\n')).toContain('publicly_accessible is true (CKV_AWS_17)');
}, 60_000);

test('every guarded rule is one of the rules', () => {
  const ids = new Set(rules.map(({ id }) => id));
  expect([...guardedRules].filter((id) => !ids.has(id))).toEqual([]);
});
