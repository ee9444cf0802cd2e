import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import type { Clients } from '../clients';

/** The protection of a bucket, as S3 reports it. */
export async function bucketSettings({ s3 }: Pick<Clients, 's3'>, Bucket: string) {
  const [access, encryption, versioning, policy] = await Promise.all([
    s3.send(new GetPublicAccessBlockCommand({ Bucket })),
    s3.send(new GetBucketEncryptionCommand({ Bucket })),
    s3.send(new GetBucketVersioningCommand({ Bucket })),
    s3.send(new GetBucketPolicyCommand({ Bucket })),
  ]);
  const [rule] = encryption.ServerSideEncryptionConfiguration?.Rules ?? [];
  return {
    publicAccess: Object.values(access.PublicAccessBlockConfiguration ?? {}),
    encryption: rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    versioning: versioning.Status,
    policy: policy.Policy,
  };
}
