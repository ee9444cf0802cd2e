import { Cloudtrail } from '@cdktf/provider-aws/lib/cloudtrail';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Bucket, EncryptionKey, LogGroup, ServiceRole } from '@malinshopper/constructs';
import type { Account } from '@malinshopper/environments';
import { AwsStack, resourceName } from '@malinshopper/stack';
import { dependable, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { accountProtection, auditDays, deletedDays } from './account-protection';

export interface TrailProps {
  readonly accessLogBucketName: string;
  /** The key of the account's log groups. */
  readonly logKeyArn: string;
  /** The workload boundary of the trail's role, which must exist first. */
  readonly boundary: ITerraformDependable;
}

const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };

/**
 * The audit trail of the account, in all regions, kept for a year: in a bucket, with signatures that detect a changed
 * file; and in a log group, for alarms. There is no notification for each new file (CKV_AWS_252), because no consumer
 * would read it.
 */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, { accessLogBucketName, logKeyArn, boundary }: TrailProps) {
    super(scope, id);
    const { account } = AwsStack.ofElement(this).owner;
    const name = resourceName('trail', 'malinshopper', 'account');
    const arn = `arn:aws:cloudtrail:${account.region}:${account.id}:trail/${name}`;

    const key = this.keyOf(account, arn);
    const bucket = this.bucketOf(account, arn, key, accessLogBucketName);
    const group = new LogGroup(this, 'log', {
      name: resourceName('logGroup', '/malinshopper/account/trail'),
      retentionDays: auditDays,
      encryptionKeyArn: logKeyArn,
    });
    const role = this.roleOf(account, group.arn, boundary);
    new Cloudtrail(this, 'Resource', {
      name,
      // The policy's attribute, so that the policy exists first: CloudTrail writes a test object when the trail is
      // created.
      s3BucketName: bucket.policy.bucket,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      kmsKeyId: key.arn,
      cloudWatchLogsGroupArn: `${group.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      lifecycle: { preventDestroy: accountProtection.preventDestroy },
      // CloudTrail also tests its role, so the role's policies must exist first.
      dependsOn: role.node.children.filter((child) => child instanceof IamRolePolicy),
    });
  }

  /** CloudTrail user guide, "Configure AWS KMS key policies for CloudTrail". */
  private keyOf({ id }: Account, trailArn: string): EncryptionKey {
    const ofTheTrail = { 'aws:SourceArn': trailArn };
    return new EncryptionKey(this, 'key', {
      description: 'The audit trail of the account',
      alias: resourceName('keyAlias', 'malinshopper', 'account', 'trail'),
      accountId: id,
      protection: accountProtection,
      statements: [
        {
          Sid: 'TrailEncrypts',
          Principal: cloudTrail,
          Action: 'kms:GenerateDataKey*',
          Resource: '*',
          Condition: {
            StringEquals: ofTheTrail,
            StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${id}:trail/*` },
          },
        },
        {
          Sid: 'TrailLooksAtTheKey',
          Principal: cloudTrail,
          Action: 'kms:DescribeKey',
          Resource: '*',
          Condition: { StringEquals: ofTheTrail },
        },
      ],
    });
  }

  /** CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail". */
  private bucketOf({ id }: Account, trailArn: string, key: EncryptionKey, accessLogBucketName: string): Bucket {
    const bucket = new Bucket(this, 'bucket', {
      name: resourceName('bucket', 'malinshopper', 'account', 'trail', id),
      protection: accountProtection,
      encryptionKeyArn: key.arn,
      accessLogs: { bucketName: accessLogBucketName, prefix: 's3/trail/' },
      expiry: [{ id: 'old-events', days: auditDays, oldVersionsDays: deletedDays }],
    });
    bucket.allow({
      Sid: 'TrailLooksAtTheBucket',
      Principal: cloudTrail,
      Action: 's3:GetBucketAcl',
      Resource: bucket.arn,
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    });
    bucket.allow({
      Sid: 'TrailWrites',
      Principal: cloudTrail,
      Action: 's3:PutObject',
      Resource: `${bucket.arn}/AWSLogs/${id}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trailArn } },
    });
    return bucket;
  }

  /**
   * CloudTrail user guide, "Role policy document for CloudTrail to use CloudWatch Logs for monitoring". The trust
   * cannot be restricted to the account or the trail, because CloudTrail passes no source when it assumes the role.
   */
  private roleOf({ id, region }: Account, logGroupArn: string, boundary: ITerraformDependable): ServiceRole {
    const role = new ServiceRole(this, 'role', {
      name: resourceName('role', 'account', 'trail'),
      description: 'Writes the audit trail of the account to CloudWatch Logs',
      service: 'cloudtrail.amazonaws.com',
      policies: {
        write: [
          {
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: `${logGroupArn}:log-stream:${id}_CloudTrail_${region}*`,
          },
        ],
      },
    });
    // A role names its boundary without a reference to it, so the order needs an explicit dependency.
    const { defaultChild } = role.node;
    if (defaultChild instanceof IamRole) defaultChild.dependsOn = [dependable(boundary)];
    return role;
  }
}
