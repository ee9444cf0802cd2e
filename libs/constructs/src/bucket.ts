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

/** The expiration of objects under a prefix. */
export interface ExpiryRule {
  readonly id: string;
  /** @default - every object */
  readonly prefix?: string;
  /** Days after which an object expires. @default - never */
  readonly days?: number;
  /** Days after which an object's replaced or deleted versions are deleted permanently. @default - never */
  readonly oldVersionsDays?: number;
}

export interface BucketProps {
  readonly name: string;
  readonly protection: Pick<ProtectionSettings, 'forceDestroy' | 'preventDestroy'>;
  /** The customer managed key. @default - S3's own keys (SSE-S3), for logs of AWS services */
  readonly encryptionKeyArn?: string;
  /** The bucket and prefix of S3's access logs. @default - none */
  readonly accessLogs?: { readonly bucketName: string; readonly prefix: string };
  /** @default [] - unfinished uploads are always aborted after a day */
  readonly expiry?: readonly ExpiryRule[];
  /** Further statements of the bucket's policy, which always denies plain HTTP and TLS below 1.2. @default [] */
  readonly statements?: readonly PolicyStatement[];
}

/** A private, versioned, encrypted bucket for requests over TLS only. */
export class Bucket extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly regionalDomainName: string;
  /** A dependency for resources that need the bucket's policy first. */
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
    // The id, not the name: it makes Terraform create the settings after the bucket.
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

  /**
   * Adds a statement to the bucket's policy: for constructs that are created after the bucket, because they need its
   * ARN.
   */
  allow(statement: PolicyStatement): void {
    this.statements.push(statement);
  }

  /**
   * Imports a bucket that was created outside Terraform, with its settings: Terraform imports them in the first apply,
   * and changes nothing in later ones.
   * @param name the bucket's name, which is also the import id of its settings
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

/** The statements that deny requests without TLS 1.2 or newer (S3 user guide, "Security best practices"). */
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
