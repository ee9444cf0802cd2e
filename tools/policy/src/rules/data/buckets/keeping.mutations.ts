import { remove, type Mutation } from '../../../testing/mutation';
import { having, within, without } from '../changes';
import { bucket, lifecycle, versioning } from './parts.mutations';

export const bucketKeepingMutations: readonly Mutation[] = [
  lifecycle(
    'CKV_AWS_300',
    'unfinished uploads go in one old-style folder only',
    within(['rule', 0], having({ prefix: 'a/' })),
  ),
  versioning(
    'CKV_AWS_21',
    'a bucket forgets what was overwritten',
    within(['versioning_configuration'], having({ status: 'Suspended' })),
  ),
  versioning('CKV_AWS_21', 'nothing is said of versions', remove),
  lifecycle('CKV2_AWS_61', 'a bucket does not say when things go', remove),
  lifecycle('CKV2_AWS_61', 'no rule of a lifecycle is in force', (config) =>
    config.rule.forEach((rule: { status: string }) => (rule.status = 'Disabled')),
  ),
  lifecycle(
    'CKV_AWS_300',
    'unfinished uploads stay',
    within(['rule', 0], without('abort_incomplete_multipart_upload')),
  ),
  lifecycle(
    'CKV_AWS_300',
    'unfinished uploads go in one folder only',
    within(['rule', 0, 'filter', 0], having({ prefix: 'a/' })),
  ),
  lifecycle(
    'CKV_AWS_300',
    'unfinished uploads stay for a year',
    within(['rule', 0, 'abort_incomplete_multipart_upload', 0], having({ days_after_initiation: 365 })),
  ),
  lifecycle('MAL_S3_4', 'replaced content stays for ever', (config) => config.rule.splice(1)),
  lifecycle(
    'MAL_S3_4',
    'replaced content stays for years',
    within(['rule', 1, 'noncurrent_version_expiration', 0], having({ noncurrent_days: 1000 })),
  ),
  lifecycle(
    'MAL_S3_4',
    'the rule for replaced content is switched off',
    within(['rule', 1], having({ status: 'Disabled' })),
  ),
  lifecycle('MAL_S3_8', 'every run of a worker is kept for 30 days', (config) => config.rule.splice(2)),
  lifecycle('MAL_S3_8', 'the runs of one worker are kept for 30 days', (config) => config.rule.splice(-2)),
  lifecycle('MAL_S3_8', 'the rules for runs are switched off', (config) =>
    config.rule.slice(2).forEach((rule: { status: string }) => (rule.status = 'Disabled')),
  ),
  lifecycle('MAL_S3_8', 'runs are kept for a week', (config) =>
    config.rule.slice(2).forEach((rule: { noncurrent_version_expiration: { noncurrent_days: number }[] }) => {
      rule.noncurrent_version_expiration[0]!.noncurrent_days = 7;
    }),
  ),
  bucket('MAL_S3_5', 'a destroy takes the content of production along', having({ force_destroy: true })),
  bucket('MAL_S3_5', 'a destroy takes the states along', having({ force_destroy: true }), 'account/state/'),
  {
    ...bucket('MAL_S3_5', 'a branch cannot be thrown away', having({ force_destroy: false })),
    kind: 'branch' as const,
  },
];
