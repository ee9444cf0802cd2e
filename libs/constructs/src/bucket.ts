import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { ProtectionSettings } from '@malinshopper/stack';
import { Lazy, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from './policy';

/** When objects under a prefix go. */
export interface ExpiryRule {
  readonly id: string;
  /** @default - every object */
  readonly prefix?: string;
  /** Days after which an object expires. @default - never */
  readonly days?: number;
  /** Days after which an object's replaced or deleted versions go for good. @default - never */
  readonly oldVersionsDays?: number;
}

export interface BucketProps {
  readonly name: string;
  readonly protection: Pick<ProtectionSettings, 'forceDestroy' | 'preventDestroy'>;
  /** The customer managed key. @default - S3's own keys (SSE-S3), for what AWS services write logs to */
  readonly encryptionKeyArn?: string;
  /** Where S3 writes down who read and wrote what, and under which prefix. @default - nowhere */
  readonly accessLogs?: { readonly bucketName: string; readonly prefix: string };
  /** @default [] - unfinished uploads go after a day in any case */
  readonly expiry?: readonly ExpiryRule[];
  /** More statements of the bucket's policy; it refuses plain HTTP and TLS below 1.2 in any case. @default [] */
  readonly statements?: readonly PolicyStatement[];
}

/** A private, versioned, encrypted bucket that answers over TLS only. */
export class Bucket extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly regionalDomainName: string;
  /** What has to wait until the bucket's policy is there. */
  readonly policy: S3BucketPolicy;
  private readonly statements: PolicyStatement[];

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const resource = new S3Bucket(this, 'Resource', {
      bucket: props.name,
      forceDestroy: props.protection.forceDestroy,
      lifecycle: { preventDestroy: props.protection.preventDestroy },
    });
    this.name = resource.bucket;
    this.arn = resource.arn;
    this.regionalDomainName = resource.bucketRegionalDomainName;
    this.statements = [...tlsOnly(this.arn), ...(props.statements ?? [])];
    // The id, not the name: Terraform then knows that the settings come after the bucket.
    const bucket = resource.id;

    new S3BucketOwnershipControls(this, 'ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
    const block = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket,
      rule: [
        props.encryptionKeyArn
          ? {
              applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.encryptionKeyArn },
              bucketKeyEnabled: true,
            }
          : { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
      ],
    });
    const versioning = new S3BucketVersioningA(this, 'versioning', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket,
      rule: [
        {
          id: 'unfinished-uploads',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
        ...(props.expiry ?? []).map(lifecycleRule),
      ],
      dependsOn: [versioning],
    });
    this.policy = new S3BucketPolicy(this, 'policy', {
      bucket,
      policy: Lazy.stringValue({ produce: () => policyDocument(...this.statements) }),
      dependsOn: [block],
    });
    if (props.accessLogs) {
      const { bucketName: targetBucket, prefix: targetPrefix } = props.accessLogs;
      new S3BucketLoggingA(this, 'access-logs', { bucket, targetBucket, targetPrefix });
    }
  }

  /** Adds a statement to the bucket's policy: for who is made after the bucket, because it needs the bucket's address. */
  allow(statement: PolicyStatement): void {
    this.statements.push(statement);
  }

  /**
   * Takes over a bucket that was made outside Terraform, with the settings that it was made with: Terraform imports them
   * in the first apply, and changes nothing in later ones.
   * @param name the bucket's name, which is also what its settings are imported by
   */
  adopt(name: string): void {
    for (const child of this.node.children) {
      const madeByTerraform = [S3BucketLifecycleConfiguration, S3BucketLoggingA].some((type) => child instanceof type);
      if (child instanceof TerraformResource && !madeByTerraform) child.importFrom(name);
    }
  }
}

const lifecycleRule = ({ id, prefix, days, oldVersionsDays }: ExpiryRule) => ({
  id,
  status: 'Enabled',
  filter: [{ prefix: prefix ?? '' }],
  ...(days !== undefined && { expiration: [{ days }] }),
  ...(oldVersionsDays !== undefined && { noncurrentVersionExpiration: [{ noncurrentDays: oldVersionsDays }] }),
});

/** The statements with which a bucket refuses what is not TLS 1.2 or newer (S3 user guide, "Security best practices"). */
export function tlsOnly(bucketArn: string): PolicyStatement[] {
  const everything = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
  } as const;
  return [
    { Sid: 'TlsOnly', ...everything, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Sid: 'Tls12OrNewer', ...everything, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ];
}
