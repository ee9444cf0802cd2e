import { workerRoles } from '@malinshopper/environments';
import { blocks, isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { said } from '../must';
import { isProtected } from '../protected';
import {
  bucketTypes as types,
  isAboutEverything,
  isAboutFolder,
  isContent,
  lifecycleOf,
  partsOf,
  wholeLifecycleOf,
} from './parts';

const daysOf = (rule: ReturnType<typeof blocks>[number], name: string, attribute: string) =>
  Math.max(0, ...blocks(rule[name]).map((each) => Number(each[attribute] ?? 0)));

/** How long buckets keep what, and when they go themselves. */
export const bucketKeepingRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_21',
    covers: ['FSBP.S3.14', 'tfsec.s3.enable-versioning', 'S1', 'P3'],
    title: 'Every bucket keeps what was overwritten or deleted',
    severity: 'high',
    why: 'Else one wrong upload, or one wrong hand, is for good',
    fix: 'Make it with Bucket (libs/constructs)',
    types,
    check: (bucket, world) => {
      const [versioning] = partsOf(bucket, world, 'aws_s3_bucket_versioning');
      const [configuration] = blocks(versioning?.config['versioning_configuration']);
      return configuration?.['status'] === 'Enabled'
        ? undefined
        : `versioning is ${configuration?.['status'] ?? 'not set'}`;
    },
  },
  {
    id: 'CKV2_AWS_61',
    covers: ['FSBP.S3.13', 'S1'],
    title: 'Every bucket says when things go from it',
    severity: 'low',
    why: 'What nobody deletes costs for ever, and is read by somebody one day',
    fix: 'Make it with Bucket (libs/constructs), with expiry',
    types,
    check: (bucket, world) => {
      const rules = partsOf(bucket, world, 'aws_s3_bucket_lifecycle_configuration').flatMap(({ config }) =>
        blocks(config['rule']),
      );
      return rules.some(({ status }) => status === 'Enabled')
        ? undefined
        : `it has ${rules.length} rules, none in force`;
    },
  },
  {
    id: 'CKV_AWS_300',
    covers: ['S1'],
    title: 'Every bucket throws away uploads that were not finished within a week',
    severity: 'low',
    why: 'Their parts are seen by nobody, and paid for',
    fix: 'A rule for every object with abortIncompleteMultipartUpload, as Bucket (libs/constructs) has it',
    types: ['aws_s3_bucket_lifecycle_configuration'],
    check: ({ config }) => {
      const found = blocks(config['rule'])
        .filter(isAboutEverything)
        .map((rule) => daysOf(rule, 'abort_incomplete_multipart_upload', 'days_after_initiation'));
      return found.some((days) => days >= 1 && days <= 7) ? undefined : 'no rule for every object does it';
    },
  },
  {
    id: 'MAL_S3_4',
    covers: ['S1', 'P3'],
    title: 'Every bucket lets replaced versions go after ninety days at most',
    severity: 'medium',
    why: 'A file that is written every hour would be kept, and paid for, 8760 times a year',
    fix: 'An expiry of the Bucket with oldVersionsDays and without a prefix',
    types,
    check: (bucket, world) => {
      const found = wholeLifecycleOf(bucket, world).map((rule) =>
        daysOf(rule, 'noncurrent_version_expiration', 'noncurrent_days'),
      );
      return found.some((days) => days >= 1 && days <= 90) ? undefined : 'no rule for every object does it';
    },
  },
  {
    id: 'MAL_S3_8',
    covers: ['S1'],
    title: 'What workers publish by schedule lets its replaced versions go after two days',
    severity: 'medium',
    why: 'Every run is a full copy: of one GB every six minutes, 30 days of versions are 7 TB',
    fix: 'An expiry with the prefix <worker>/ and oldVersionsDays of at most 2, as in apps/data/src/content',
    types,
    about: isContent,
    check: (bucket, world) => {
      const rules = lifecycleOf(bucket, world);
      const kept = workerRoles
        .map((worker) => `${worker}/staging/`)
        .find((folder) => {
          const days = rules
            .filter((rule) => isAboutFolder(rule, folder))
            .map((rule) => daysOf(rule, 'noncurrent_version_expiration', 'noncurrent_days'))
            .filter((each) => each > 0);
          return days.length === 0 || Math.min(...days) > 2;
        });
      return kept && `no rule lets replaced versions below ${kept} go within two days`;
    },
  },
  {
    id: 'MAL_S3_5',
    covers: ['S2', 'X4'],
    title: 'A bucket can go with what is in it only where nothing is protected, and there it always can',
    severity: 'high',
    why: 'A destroy must never take content along; and in an environment that is thrown away it must not get stuck',
    fix: 'forceDestroy of the protection settings',
    types,
    check: (bucket, world) =>
      isTrue(bucket.config['force_destroy']) === isProtected(bucket, world)
        ? said(bucket.config, 'force_destroy')
        : undefined,
  },
];
