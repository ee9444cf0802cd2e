import { inPolicy, remove, type Mutation } from '../../../testing/mutation';
import { having, without } from '../changes';
import { accountLogs, loadBalancerLogs, logging, policy } from './parts.mutations';

const notification = (rule: string, what: string, change: Mutation['change'], path: string): Mutation => ({
  rule,
  what,
  type: 'aws_s3_bucket_notification',
  path,
  change,
});
export const bucketWatchingMutations: readonly Mutation[] = [
  logging('CKV_AWS_18', 'nobody writes down who reads a bucket', remove),
  logging('CKV_AWS_18', 'accesses are written down somewhere', having({ target_bucket: 'somewhere' })),
  logging(
    'CKV_AWS_18',
    'a bucket writes its accesses down in itself',
    (config) => (config.target_bucket = config.bucket),
  ),
  policy(
    'MAL_S3_6',
    'the load balancer may not write its logs',
    inPolicy((statements) => statements.splice(2)),
    loadBalancerLogs,
  ),
  policy(
    'MAL_S3_6',
    'S3 may not write access logs',
    inPolicy((statements) => {
      statements.find(({ Principal }) => Principal.Service === 'logging.s3.amazonaws.com').Effect = 'Deny';
    }),
    accountLogs,
  ),
  policy(
    'MAL_S3_6',
    'CloudFront may not write access logs',
    inPolicy((statements) => {
      statements.find(({ Principal }) => Principal.Service === 'delivery.logs.amazonaws.com').Action = 's3:GetObject';
    }),
    accountLogs,
  ),
  notification('CKV2_AWS_62', 'the packages tell of nothing', remove, 'content/package-events'),
  notification('CKV2_AWS_62', 'a notification tells nobody', without('eventbridge'), 'content/package-events'),
  notification('MAL_S3_7', 'the content tells EventBridge nothing', having({ eventbridge: false }), 'content/events'),
];
