import { environment } from '@malinshopper/environments';
import type { Rule } from '../rules/rule';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import { deletionRule, type GuardWaiver } from '../waivers/waiver';
import { guardVerdict, refusals, type GuardOptions } from './guard';

const production = environment('production');
const stack = madeUpStack({
  aws_s3_bucket: { content: { bucket: 'content' } },
  aws_sqs_queue: { reports: { name: 'reports' } },
});
const change = (address: string, ...actions: string[]) => ({
  address,
  type: address.split('.')[0],
  change: { actions },
});
const planOf = (...resource_changes: object[]) => ({ format_version: '1.2', resource_changes });
const none: GuardOptions = { rules: [], waivers: [], today: '2026-11-23' };
const waiver: GuardWaiver = {
  rule: deletionRule,
  path: 'data/content',
  environments: ['production'],
  reason: 'moved to another account',
  owner: 'data',
  expires: '2026-11-30',
};

describe('a plan for production', () => {
  test('that deletes a resource with data is refused, with the resource, the reason and the waiver that would permit it', () => {
    expect(
      refusals({ environment: production, stack, plan: planOf(change('aws_s3_bucket.content', 'delete')) }, none),
    ).toEqual([
      'The plan would delete aws_s3_bucket.content (data/content), which holds data that is lost with it. If that is wanted, add ' +
        'a waiver of MAL_GUARD_1 with a date to guardWaivers (tools/policy/src/waivers/guard-waivers.ts).',
    ]);
  });

  test.each([
    ['deletes first', ['delete', 'create']],
    ['makes first', ['create', 'delete']],
  ])('that replaces it and %s is refused as a replacement', (_how, actions) => {
    const plan = planOf(change('aws_s3_bucket.content', ...actions));
    expect(refusals({ environment: production, stack, plan }, none)[0]).toMatch(/^The plan would replace aws_s3/);
  });

  test('that deletes one which is no longer in the program is refused by its address, one of several by its index too', () => {
    const plan = planOf(change('aws_kms_key.gone["a"]', 'delete'));
    expect(refusals({ environment: production, stack, plan }, none)[0]).toContain('aws_kms_key.gone["a"]');
  });

  test.each([
    ['aws_s3_bucket_public_access_block', 'which keeps a bucket closed'],
    ['aws_s3_account_public_access_block', 'which keeps every bucket of the account closed'],
    ['aws_route53_key_signing_key', 'which signs a zone'],
    ['aws_route53_hosted_zone_dnssec', 'which enables the signatures of a zone'],
    ['aws_elasticache_replication_group', 'which holds the sessions of visitors'],
    ['aws_cloudtrail', 'which records API calls'],
    ['aws_backup_vault_lock_configuration', 'which keeps backups'],
  ])('that deletes an %s is refused', (type, why) => {
    const plan = planOf(change(`${type}.one`, 'delete'));
    const [refusal] = refusals({ environment: production, stack, plan }, none);
    expect(refusal).toContain(`The plan would delete ${type}.one, ${why}`);
  });

  test('that changes it in place, or deletes a resource without data, is allowed', () => {
    const plan = planOf(
      change('aws_s3_bucket.content', 'update'),
      change('aws_sqs_queue.reports', 'delete', 'create'),
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

  test('must not delete it with a waiver that is valid for longer than a deploy needs, or for another environment', () => {
    const plan = planOf(change('aws_s3_bucket.content', 'delete'));
    const found = (more: object) =>
      refusals({ environment: production, stack, plan }, { ...none, waivers: [{ ...waiver, ...more }] });
    expect(found({ expires: '2026-12-24' })).toEqual([]);
    expect(found({ expires: '2026-12-25' })).toHaveLength(1);
    expect(found({ environments: ['staging'] })).toHaveLength(1);
    expect(found({ path: 'data/**' })).toHaveLength(1);
    expect(found({ attribute: 'force_destroy' })).toHaveLength(1);
  });

  test('may change an attribute by a waiver that names it, and neither another one nor the whole', () => {
    const plan = planOf({
      address: 'aws_s3_bucket.content',
      type: 'aws_s3_bucket',
      change: { actions: ['update'], before: { force_destroy: false }, after: { force_destroy: true } },
    });
    const found = (more: object) =>
      guardVerdict({ environment: production, stack, plan }, { ...none, waivers: [{ ...waiver, ...more }] });
    expect(found({ attribute: 'force_destroy' })).toMatchObject({
      refused: [],
      letThrough: [{ fault: expect.stringMatching(/^is to be changed: force_destroy from false to true/) }],
    });
    expect(found({ attribute: 'versioning' }).refused).toHaveLength(1);
    expect(found({}).refused).toEqual([
      'The plan would change aws_s3_bucket.content (data/content), which holds data that is lost with it: force_destroy from ' +
        'false to true. It may only become false, or this is lost: all objects, if the bucket is deleted. Leave it false. If that is ' +
        'wanted, add a waiver of MAL_GUARD_1 for its attribute force_destroy with a date to guardWaivers ' +
        '(tools/policy/src/waivers/guard-waivers.ts).',
    ]);
  });

  test('may delete one of several by a waiver of its address, and not the others', () => {
    const one = { ...waiver, path: 'aws_kms_key.gone["a"]' };
    const found = (key: string) => {
      const plan = planOf(change(`aws_kms_key.gone["${key}"]`, 'delete'));
      return refusals({ environment: production, stack, plan }, { ...none, waivers: [one] });
    };
    expect(found('a')).toEqual([]);
    expect(found('b')).toHaveLength(1);
  });

  test('may delete a resource that is still in the program by its address too, and a removed one by no pattern', () => {
    const found = (address: string, path: string) => {
      const plan = planOf(change(address, 'delete'));
      return refusals({ environment: production, stack, plan }, { ...none, waivers: [{ ...waiver, path }] });
    };
    expect(found('aws_s3_bucket.content', 'aws_s3_bucket.content')).toEqual([]);
    expect(found('aws_kms_key.gone', '*')).toHaveLength(1);
  });

  test('that violates a guarded rule is refused, with the fault and the fix', () => {
    const rule: Rule = {
      id: 'MAL_TEST_1',
      title: 'No queue',
      severity: 'low',
      why: 'a test',
      fix: 'Remove it',
      types: ['aws_sqs_queue'],
      breaks: [],
      check: ({ config }) => `there is ${config['name']}`,
    };
    expect(refusals({ environment: production, stack, plan: planOf() }, { ...none, rules: [rule] })).toEqual([
      'aws_sqs_queue.reports (data/reports): there is reports (MAL_TEST_1). Remove it.',
    ]);
    const waived = { ...waiver, rule: rule.id, path: 'data/reports' };
    expect(
      refusals({ environment: production, stack, plan: planOf() }, { ...none, rules: [rule], waivers: [waived] }),
    ).toEqual([]);
  });
});

test('for every other environment is not refused here', () => {
  const plan = planOf(change('aws_s3_bucket.content', 'delete'));
  expect(refusals({ environment: environment('staging'), stack, plan }, none)).toEqual([]);
});
