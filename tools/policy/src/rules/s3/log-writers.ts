import { block, blocks, type Resource, type World } from '@malinshopper/synthesized';
import { bucketsBehind } from './parts';

/** An AWS service that writes logs of a resource to a bucket. */
export interface LogWriter {
  readonly service: string;
  /** True if it can only write to buckets with encryption by S3 managed keys. */
  readonly onlyOwnKeysOfS3: boolean;
}

interface KnownWriter extends LogWriter {
  readonly type: string;
  buckets(config: Resource['config']): unknown;
}

/** Each with the AWS page about its principal and its keys. */
const known: readonly KnownWriter[] = [
  {
    // ELB user guide for application load balancers, "Enable access logs", "Enable connection logs".
    type: 'aws_lb',
    service: 'logdelivery.elasticloadbalancing.amazonaws.com',
    onlyOwnKeysOfS3: true,
    buckets: (config) =>
      ['access_logs', 'connection_logs']
        .flatMap((kind) => blocks(config[kind]))
        .filter(({ enabled }) => enabled !== false)
        .map(({ bucket }) => bucket),
  },
  {
    // S3 user guide, "Enabling Amazon S3 server access logging": permissions, and default encryption of the target.
    type: 'aws_s3_bucket_logging',
    service: 'logging.s3.amazonaws.com',
    onlyOwnKeysOfS3: true,
    buckets: (config) => config['target_bucket'],
  },
  {
    // CloudWatch Logs user guide, "Enable logging from AWS services": logs sent to Amazon S3.
    type: 'aws_cloudwatch_log_delivery_destination',
    service: 'delivery.logs.amazonaws.com',
    onlyOwnKeysOfS3: false,
    buckets: (config) => block(config['delivery_destination_configuration'])['destination_resource_arn'],
  },
  {
    // CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail".
    type: 'aws_cloudtrail',
    service: 'cloudtrail.amazonaws.com',
    onlyOwnKeysOfS3: false,
    buckets: (config) => config['s3_bucket_name'],
  },
];

/** The services that write logs to a bucket. */
export const logWritersOf = (bucket: Resource, world: World): readonly LogWriter[] =>
  known.filter(({ type, buckets }) =>
    world.resources(type).some(({ config, stack }) => bucketsBehind(buckets(config), stack, world).includes(bucket)),
  );
