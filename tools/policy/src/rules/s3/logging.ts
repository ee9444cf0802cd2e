import { blocks, isTrue } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { custom } from '../ask';
import { rulesOf } from '../table';
import { accountLogs, broken, brokenPolicy, loadBalancerLogs } from './bucket-parts';
import { logWritersOf } from './log-writers';
import { bucketsBehind, isContent, partsOf, policyOf } from './parts';

const notification = 'aws_s3_bucket_notification';
const notifies = custom(
  (bucket, world) => {
    const isNotified = partsOf(bucket, world, notification).some(
      ({ config }) =>
        isTrue(config['eventbridge']) ||
        ['queue', 'topic', 'lambda_function'].some((kind) => blocks(config[kind]).length > 0),
    );
    return isNotified ? undefined : 'has no notification';
  },
  {
    'the notification of packages is removed': remove,
    'the notification of packages has no target': (config) => delete config.eventbridge,
  },
);

/** Access logs and events of buckets. */
export const bucketLogging = rulesOf('aws_s3_bucket', {
  CKV_AWS_18: {
    title: 'Buckets log access to another bucket',
    severity: 'medium',
    covers: 'FSBP.S3.9 AwsSolutions-S1 tfsec.s3.enable-bucket-logging',
    why: 'After a leak, it would be unknown which objects were read',
    fix: 'Set accessLogs of the Bucket to accessLogBucketName of the account contract; that bucket itself needs a waiver',
    ask: custom(
      (bucket, world) => {
        const targets = partsOf(bucket, world, 'aws_s3_bucket_logging').flatMap(({ config, stack }) =>
          bucketsBehind(config['target_bucket'], stack, world),
        );
        return targets.some((target) => target !== bucket) ? undefined : 'no other bucket gets its access logs';
      },
      {
        'a bucket has no access log': broken('access-logs', remove),
        'a bucket logs to another account': broken('access-logs', (config) => (config.target_bucket = 'somewhere')),
        'a bucket logs to itself': broken('access-logs', (config) => (config.target_bucket = config.bucket)),
      },
    ),
  },
  MAL_S3_6: {
    title: 'Buckets allow services to write their logs',
    severity: 'high',
    covers: 'L5 F4',
    about: (bucket, world) => logWritersOf(bucket, world).length > 0,
    why: 'A refused log is lost without an error',
    fix: 'Add a statement to the policy: the service as Principal, s3:PutObject, the path of the account',
    ask: custom(
      (bucket, world) => {
        const allowed = policyOf(bucket, world)
          .filter(({ effect, actions }) => effect === 'Allow' && actions.includes('s3:PutObject'))
          .flatMap(({ principals }) => principals?.['Service'] ?? []);
        const refused = logWritersOf(bucket, world).find(({ service }) => !allowed.includes(service));
        return refused && `${refused.service} is not allowed to write`;
      },
      {
        'the load balancer is not allowed to write its logs': brokenPolicy(
          (statements) => statements.splice(2),
          loadBalancerLogs,
        ),
        'S3 is not allowed to write access logs': brokenPolicy((statements) => {
          statements.find(({ Principal }) => Principal.Service === 'logging.s3.amazonaws.com').Effect = 'Deny';
        }, accountLogs),
        'CloudFront is not allowed to write access logs': brokenPolicy((statements) => {
          statements.find(({ Principal }) => Principal.Service === 'delivery.logs.amazonaws.com').Action =
            's3:GetObject';
        }, accountLogs),
      },
    ),
  },
  CKV2_AWS_62: {
    title: 'Buckets send notifications',
    severity: 'low',
    why: 'Software that acts on new objects would have to poll',
    fix: 'Add an S3BucketNotification with eventbridge; a bucket without consumers of its events needs a waiver',
    ask: notifies,
    tried: { type: notification, path: 'content/package-events' },
  },
  MAL_S3_7: {
    title: 'The content bucket notifies EventBridge',
    severity: 'medium',
    covers: 'S6',
    about: isContent,
    why: 'Version 2 of the application receives content by events. The switch to version 2 must not change the bucket',
    fix: 'Add an S3BucketNotification with eventbridge',
    ask: custom(
      (bucket, world) =>
        partsOf(bucket, world, notification).some(({ config }) => isTrue(config['eventbridge']))
          ? undefined
          : 'eventbridge is not set',
      { 'the content does not notify EventBridge': (config) => (config.eventbridge = false) },
    ),
    tried: { type: notification, path: 'content/events' },
  },
});
