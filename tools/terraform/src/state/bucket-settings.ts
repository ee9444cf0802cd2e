import type { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';

/** One property of the bucket. It is read first, so that a deploy needs the permission to write it only if it is missing. */
export interface BucketSetting {
  isSet(): Promise<boolean>;
  set(): Promise<unknown>;
}

const policySchema = z.looseObject({ Statement: z.array(z.looseObject({ Sid: z.string().optional() })) });
type Policy = z.infer<typeof policySchema>;

/**
 * The settings of a state bucket: versioned, encrypted, private, owned by the account, and reached over TLS only. The `account` app takes the bucket
 * over with these settings (Bucket.adopt in libs/constructs), so all of them must be set.
 */
export async function bucketSettings(s3: S3Client, bucket: string): Promise<BucketSetting[]> {
  const sdk = await import('@aws-sdk/client-s3');
  const on = { Bucket: bucket };
  const closed = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  const policy = async () => {
    const answer = await s3.send(new sdk.GetBucketPolicyCommand(on)).catch(none('NoSuchBucketPolicy'));
    return answer?.Policy ? policySchema.parse(JSON.parse(answer.Policy)) : undefined;
  };
  return [
    {
      isSet: async () => (await s3.send(new sdk.GetBucketVersioningCommand(on))).Status === 'Enabled',
      set: () => s3.send(new sdk.PutBucketVersioningCommand({ ...on, VersioningConfiguration: { Status: 'Enabled' } })),
    },
    {
      isSet: async () => {
        const missing = none('ServerSideEncryptionConfigurationNotFoundError');
        const answer = await s3.send(new sdk.GetBucketEncryptionCommand(on)).catch(missing);
        return (answer?.ServerSideEncryptionConfiguration?.Rules ?? []).length > 0;
      },
      set: () => {
        const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } };
        return s3.send(
          new sdk.PutBucketEncryptionCommand({ ...on, ServerSideEncryptionConfiguration: { Rules: [rule] } }),
        );
      },
    },
    {
      isSet: async () => {
        const missing = none('NoSuchPublicAccessBlockConfiguration');
        const answer = await s3.send(new sdk.GetPublicAccessBlockCommand(on)).catch(missing);
        const block: Record<string, boolean | undefined> = { ...answer?.PublicAccessBlockConfiguration };
        return Object.keys(closed).every((name) => block[name] === true);
      },
      set: () => s3.send(new sdk.PutPublicAccessBlockCommand({ ...on, PublicAccessBlockConfiguration: closed })),
    },
    {
      isSet: async () => {
        const missing = none('OwnershipControlsNotFoundError');
        const answer = await s3.send(new sdk.GetBucketOwnershipControlsCommand(on)).catch(missing);
        return answer?.OwnershipControls?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced';
      },
      set: () => {
        const rules = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
        return s3.send(new sdk.PutBucketOwnershipControlsCommand({ ...on, OwnershipControls: rules }));
      },
    },
    {
      isSet: async () => hasTlsStatement(await policy()),
      set: async () => {
        const Policy = JSON.stringify(withTlsStatement(bucket, await policy()));
        return s3.send(new sdk.PutBucketPolicyCommand({ ...on, Policy }));
      },
    },
  ];
}

const TLS_ONLY = 'TlsOnly';

const hasTlsStatement = (policy: Policy | undefined) => policy?.Statement.some(({ Sid }) => Sid === TLS_ONLY) === true;

/** Returns the policy with statements that deny everything but TLS 1.2 or newer; its other statements stay. */
export function withTlsStatement(bucket: string, policy: Policy | undefined): Policy {
  const everything = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  };
  const statements = [
    { Sid: TLS_ONLY, ...everything, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Sid: 'Tls12OrNewer', ...everything, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ];
  return { Version: '2012-10-17', ...policy, Statement: [...(policy?.Statement ?? []), ...statements] };
}

/** Returns undefined for the error that the setting does not exist. Any other error is thrown again. */
function none(name: string): (error: Error) => undefined {
  return (error) => {
    if (error.name === name) return undefined;
    throw error;
  };
}
