import { remove, type Mutation } from '../../../testing/mutation';
import { having, within, without } from '../changes';
import { accountLogs, encryption, loadBalancerLogs } from './parts.mutations';

const byDefault = (change: Mutation['change']) =>
  within(['rule', 0, 'apply_server_side_encryption_by_default'], change as never);
const ownKey = { sse_algorithm: 'aws:kms', kms_master_key_id: 'alias/ours' };

export const bucketEncryptionMutations: readonly Mutation[] = [
  encryption('CKV_AWS_19', 'a bucket does not say how it encrypts', remove),
  encryption(
    'CKV_AWS_19',
    'a bucket encrypts by a method that there is not',
    byDefault(having({ sse_algorithm: 'none' })),
  ),
  encryption('CKV_AWS_145', 'a bucket encrypts with the keys of S3', byDefault(having({ sse_algorithm: 'AES256' }))),
  encryption(
    'CKV_AWS_145',
    'a bucket encrypts with the key of the account for S3',
    byDefault(without('kms_master_key_id')),
  ),
  encryption(
    'MAL_S3_1',
    'the logs of the load balancer need a key of ours',
    byDefault(having(ownKey)),
    loadBalancerLogs,
  ),
  encryption('MAL_S3_1', 'the access logs of buckets need a key of ours', byDefault(having(ownKey)), accountLogs),
  encryption('MAL_S3_2', 'a bucket has no bucket key', within(['rule', 0], having({ bucket_key_enabled: false }))),
  encryption('MAL_S3_2', 'nothing is said of a bucket key', within(['rule', 0], without('bucket_key_enabled'))),
  {
    rule: 'CKV_AWS_186',
    what: 'an upload is encrypted with the keys of S3',
    kind: 'cluster',
    type: 'aws_s3_object',
    change: having({ server_side_encryption: 'AES256' }),
  },
  {
    rule: 'CKV_AWS_186',
    what: 'an upload is encrypted with a key that is not ours',
    kind: 'cluster',
    type: 'aws_s3_object',
    change: having({ kms_key_id: 'alias/aws/s3' }),
  },
];
