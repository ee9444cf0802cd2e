import { Bucket } from '@malinshopper/constructs';
import type { Account } from '@malinshopper/environments';
import { AwsStack, regionOf, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { accountProtection, logDays } from './account-protection';

/**
 * The name of the bucket. Outside the home region it contains the region, because bucket names are unique across all
 * regions. The name in the home region is older and has no region.
 */
export function accessLogBucketName({ id, region: home }: Account, region: string): string {
  const ofRegion = region === home ? [] : [region];
  return resourceName('bucket', 'malinshopper', 'account', 'access-logs', ...ofRegion, id);
}

/**
 * The bucket for the access logs of S3 and CloudFront: all buckets and distributions of the account in one region. S3
 * does not log to a bucket in another region (S3 error `CrossLocationLoggingProhibited`). The bucket uses S3's own keys
 * because server access logs support no other encryption (S3 user guide, "Enabling Amazon S3 server access logging").
 */
export class AccessLogBucket extends Construct {
  /** The bucket's name, with a dependency on its policy: S3 refuses to log to a bucket that it cannot write to. */
  readonly bucketName: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { account } = AwsStack.ofElement(this).owner;
    const bucket = new Bucket(this, 'bucket', {
      name: accessLogBucketName(account, regionOf(this)),
      protection: accountProtection,
      // An expired object in a versioned bucket is only gone when its last version is.
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
    // CloudFront developer guide, "Configure standard logging (v2)": delivery is from us-east-1, in any region of the
    // bucket.
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
