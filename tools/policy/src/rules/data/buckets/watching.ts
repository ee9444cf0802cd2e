import { blocks, isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { bucketsBehind, bucketTypes as types, isContent, partsOf, policyOf } from './parts';
import { logWritersOf } from './writers';

/** What can be known of who uses a bucket. */
export const bucketWatchingRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_18',
    covers: ['FSBP.S3.9', 'AwsSolutions-S1', 'tfsec.s3.enable-bucket-logging'],
    title: 'Who reads and writes a bucket is written down in another one',
    severity: 'medium',
    why: 'After a leak nobody could say what was taken',
    fix: 'accessLogs of the Bucket: the accessLogBucketName of the account contract; that bucket itself needs a waiver',
    types,
    check: (bucket, world) => {
      const targets = partsOf(bucket, world, 'aws_s3_bucket_logging').flatMap(({ config, stack }) =>
        bucketsBehind(config['target_bucket'], stack, world),
      );
      return targets.some((target) => target !== bucket) ? undefined : 'no other bucket of ours gets its access logs';
    },
  },
  {
    id: 'MAL_S3_6',
    covers: ['L5', 'F4'],
    title: 'A bucket lets in the services that write their logs into it',
    severity: 'high',
    why: 'A log that is refused is lost, and nobody is told',
    fix: 'A statement in the policy of the Bucket: its Principal the service, s3:PutObject, on the path of the account',
    types,
    about: (bucket, world) => logWritersOf(bucket, world).length > 0,
    check: (bucket, world) => {
      const allowed = policyOf(bucket, world)
        .filter(({ effect, actions }) => effect === 'Allow' && actions.includes('s3:PutObject'))
        .flatMap(({ principals }) => principals?.['Service'] ?? []);
      const refused = logWritersOf(bucket, world).find(({ service }) => !allowed.includes(service));
      return refused && `${refused.service} may not write into it`;
    },
  },
  {
    id: 'CKV2_AWS_62',
    title: 'Every bucket tells of what happens in it',
    severity: 'low',
    why: 'What is to react to a new object would have to look for it',
    fix: 'An S3BucketNotification with eventbridge: true; a bucket whose objects nobody waits for needs a waiver',
    types,
    check: (bucket, world) => {
      const told = partsOf(bucket, world, 'aws_s3_bucket_notification').some(
        ({ config }) =>
          isTrue(config['eventbridge']) ||
          ['queue', 'topic', 'lambda_function'].some((kind) => blocks(config[kind]).length > 0),
      );
      return told ? undefined : 'it tells nobody';
    },
  },
  {
    id: 'MAL_S3_7',
    covers: ['S6'],
    title: 'The content bucket tells EventBridge what is published',
    severity: 'medium',
    why: 'Version 2 takes content over by events: switching to it must not change the bucket',
    fix: 'An S3BucketNotification with eventbridge: true',
    types,
    about: isContent,
    check: (bucket, world) =>
      partsOf(bucket, world, 'aws_s3_bucket_notification').some(({ config }) => isTrue(config['eventbridge']))
        ? undefined
        : 'eventbridge is not set',
  },
];
