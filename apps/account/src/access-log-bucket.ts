import { Bucket } from '@malinshopper/constructs';
import type { Account } from '@malinshopper/environments';
import { AwsStack, regionOf, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { kept, logDays } from './kept';

/** Its name: of the home region as it has always been, of another with the region in it, since buckets of all regions share one space of names. */
export function accessLogBucketName({ id, region: home }: Account, region: string): string {
  const ofRegion = region === home ? [] : [region];
  return resourceName('bucket', 'malinshopper', 'account', 'access-logs', ...ofRegion, id);
}

/**
 * Where S3 and CloudFront write down who asked them for what, for all buckets and distributions of the account in a region: S3 logs to no
 * bucket of another one (S3 error `CrossLocationLoggingProhibited`). With S3's own
 * keys, the only ones that S3 logs with (S3 user guide, "Enabling Amazon S3 server access logging").
 */
export class AccessLogBucket extends Construct {
  /** The bucket's name, for who needs its policy to be there already: S3 refuses to log to where it may not write. */
  readonly bucketName: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { account } = AwsStack.ofElement(this).owner;
    const bucket = new Bucket(this, 'bucket', {
      name: accessLogBucketName(account, regionOf(this)),
      protection: kept,
      // What expires in a versioned bucket is gone when its last version is.
      expiry: [{ id: 'old-logs', days: logDays(account), oldVersionsDays: 1 }],
    });
    // S3 user guide, "Permissions for log delivery".
    bucket.allow({
      Sid: 'S3WritesAccessLogs',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${bucket.arn}/*`,
      Condition: { StringEquals: { 'aws:SourceAccount': account.id } },
    });
    // CloudFront developer guide, "Configure standard logging (v2)": it delivers from us-east-1, whatever the bucket's region.
    bucket.allow({
      Sid: 'CloudFrontWritesAccessLogs',
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${bucket.arn}/*`,
      Condition: {
        StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': account.id },
        ArnLike: { 'aws:SourceArn': `arn:aws:logs:us-east-1:${account.id}:delivery-source:*` },
      },
    });
    this.bucketName = bucket.policy.bucket;
  }
}
