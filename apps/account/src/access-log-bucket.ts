import { Bucket } from '@malinshopper/constructs';
import { AwsStack, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { kept, logDays } from './kept';

/**
 * Where S3 and CloudFront write down who asked them for what, for all buckets and distributions of the account. With S3's own
 * keys, the only ones that S3 logs with (S3 user guide, "Enabling Amazon S3 server access logging").
 */
export class AccessLogBucket extends Construct {
  /** The bucket's name, for who needs its policy to be there already: S3 refuses to log to where it may not write. */
  readonly bucketName: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { account } = AwsStack.ofElement(this).owner;
    const bucket = new Bucket(this, 'bucket', {
      name: resourceName('bucket', 'malinshopper', 'account', 'access-logs', account.id),
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
