import { writerRolesOf } from '@malinshopper/environments';
import { blocks, type Block } from '@malinshopper/synthesized';
import { remove, type Changeable } from '../../testing/mutation';
import { alsoBroken, custom, oneOf } from '../ask';
import { onlyIfUnprotected } from '../protected';
import { rulesOf } from '../table';
import { broken, hasPart, placeOf } from './bucket-parts';
import { isAboutEverything, isAboutFolder, isContent, lifecycleOf } from './parts';

const daysOf = (rule: Block, name: string, attribute: string) =>
  Math.max(0, ...blocks(rule[name]).map((each) => Number(each[attribute] ?? 0)));
const oldVersionsDays = (rule: Block) => daysOf(rule, 'noncurrent_version_expiration', 'noncurrent_days');

/** Breaks the lifecycle rules of the content bucket. */
const rules = (change: (rules: Changeable[]) => void) => broken('lifecycle', (config) => change(config.rule));
const disable = (rule: Changeable) => (rule.status = 'Disabled');

/** The retention of objects and versions, and the deletion of buckets. */
export const bucketLifecycle = rulesOf('aws_s3_bucket', {
  CKV_AWS_21: {
    title: 'Buckets keep old versions of objects',
    severity: 'high',
    covers: 'FSBP.S3.14 tfsec.s3.enable-versioning S1 P3',
    why: 'Without versions, a wrong upload or deletion cannot be undone',
    fix: 'Use Bucket (libs/constructs)',
    ask: hasPart('versioning', oneOf('versioning_configuration.status', 'Enabled')),
  },
  CKV2_AWS_61: {
    title: 'Buckets have a lifecycle',
    severity: 'low',
    covers: 'FSBP.S3.13 S1',
    why: 'Objects that are never deleted cost money forever, and can leak later',
    fix: 'Use Bucket (libs/constructs) with expiry',
    ask: custom(
      (bucket, world) => {
        const found = lifecycleOf(bucket, world);
        return found.some(({ status }) => status === 'Enabled') ? undefined : `${found.length} rules, none is enabled`;
      },
      {
        'a bucket has no lifecycle': broken('lifecycle', remove),
        'all rules of a lifecycle are disabled': rules((each) => each.forEach(disable)),
      },
    ),
  },
  CKV_AWS_300: {
    title: 'Buckets abort incomplete uploads within a week',
    severity: 'low',
    covers: 'S1',
    types: ['aws_s3_bucket_lifecycle_configuration'],
    why: 'Their parts are invisible and cost money',
    fix: 'Add a rule for all objects with abortIncompleteMultipartUpload, as in Bucket (libs/constructs)',
    ask: custom(
      ({ config }) => {
        const found = blocks(config['rule'])
          .filter(isAboutEverything)
          .map((rule) => daysOf(rule, 'abort_incomplete_multipart_upload', 'days_after_initiation'));
        return found.some((days) => days >= 1 && days <= 7) ? undefined : 'no rule for all objects does it';
      },
      {
        'incomplete uploads are kept': rules(([rule]) => delete rule.abort_incomplete_multipart_upload),
        'incomplete uploads of one folder only are aborted': rules(([rule]) => (rule.filter[0].prefix = 'a/')),
        'incomplete uploads of one old-style prefix only are aborted': rules(([rule]) => (rule.prefix = 'a/')),
        'incomplete uploads are kept for a year': rules(
          ([rule]) => (rule.abort_incomplete_multipart_upload[0].days_after_initiation = 365),
        ),
      },
    ),
  },
  MAL_S3_4: {
    title: 'Buckets delete old versions within ninety days',
    severity: 'medium',
    covers: 'S1 P3',
    why: 'A file that is written every hour would be stored 8760 times a year',
    fix: 'Set an expiry of the Bucket with oldVersionsDays and no prefix',
    ask: custom(
      (bucket, world) =>
        lifecycleOf(bucket, world)
          .filter(isAboutEverything)
          .map(oldVersionsDays)
          .some((days) => days >= 1 && days <= 90)
          ? undefined
          : 'no rule for all objects does it',
      {
        'old versions are kept forever': rules((each) => each.splice(1)),
        'old versions are kept for years': rules(
          (each) => (each[1].noncurrent_version_expiration[0].noncurrent_days = 1000),
        ),
        'the rule for old versions is disabled': rules((each) => disable(each[1])),
      },
    ),
  },
  MAL_S3_8: {
    title: 'Scheduled content of workers loses its old versions after two days',
    severity: 'medium',
    covers: 'S1',
    about: isContent,
    why: 'Each run is a full copy: with one GB every six minutes, 30 days of versions are 7 TB',
    fix: 'Set an expiry with the prefix <worker>/ and oldVersionsDays of at most 2, as in apps/data/src/content',
    ask: custom(
      (bucket, world) => {
        const kept = writerRolesOf(world.environment)
          .map((role) => `${role}/staging/`)
          .find((folder) => {
            const days = lifecycleOf(bucket, world)
              .filter((rule) => isAboutFolder(rule, folder))
              .map(oldVersionsDays)
              .filter((each) => each > 0);
            return days.length === 0 || Math.min(...days) > 2;
          });
        return kept && `no rule expires old versions below ${kept} within two days`;
      },
      {
        'old versions of all workers are kept for 30 days': rules((each) => each.splice(2)),
        'old versions of one worker are kept for 30 days': rules((each) => each.splice(-2)),
        'the rules for workers are disabled': rules((each) => each.slice(2).forEach(disable)),
        'old versions of workers are kept for a week': rules((each) =>
          each.slice(2).forEach((rule) => (rule.noncurrent_version_expiration[0].noncurrent_days = 7)),
        ),
      },
    ),
  },
  MAL_S3_5: {
    title: 'Buckets are destroyed with their objects if and only if their environment is unprotected',
    severity: 'high',
    covers: 'S2 X4',
    why: 'A destroy must not delete content; in a temporary environment it must not stop in the middle',
    fix: 'Set forceDestroy from ProtectionSettings',
    ask: alsoBroken(onlyIfUnprotected('force_destroy'), {
      'a destroy deletes the states': {
        path: 'account/state/Resource',
        change: (config) => (config.force_destroy = true),
      },
      'a branch cannot be destroyed': { scenario: 'branch', change: (config) => (config.force_destroy = false) },
    }),
    tried: placeOf('Resource'),
  },
});
