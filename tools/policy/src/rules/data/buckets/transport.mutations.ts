import { accounts } from '@malinshopper/environments';
import { inPolicy, remove, type Mutation } from '../../../testing/mutation';
import { policy } from './parts.mutations';

export const bucketTransportMutations: readonly Mutation[] = [
  policy('FSBP.S3.5', 'a bucket has no policy', remove),
  policy(
    'FSBP.S3.5',
    'a policy does not refuse plain HTTP',
    inPolicy((statements) => statements.splice(0, 1)),
  ),
  policy(
    'FSBP.S3.5',
    'a policy refuses HTTPS',
    inPolicy((statements) => {
      statements[0].Condition.Bool['aws:SecureTransport'] = 'true';
    }),
  ),
  policy(
    'FSBP.S3.5',
    'plain HTTP is refused for reading only',
    inPolicy((statements) => (statements[0].Action = 's3:GetObject')),
  ),
  policy(
    'FSBP.S3.5',
    'plain HTTP is refused for the bucket, not for what is in it',
    inPolicy((statements) => statements[0].Resource.pop()),
  ),
  policy(
    'FSBP.S3.5',
    'plain HTTP is refused to one role only',
    inPolicy((statements) => {
      statements[0].Principal = { AWS: `arn:aws:iam::${accounts.production.id}:role/one` };
    }),
  ),
  policy(
    'FSBP.S3.5',
    'plain HTTP is refused from one address only',
    inPolicy((statements) => {
      statements[0].Condition.IpAddress = { 'aws:SourceIp': '10.0.0.1/32' };
    }),
  ),
  policy(
    'MAL_S3_3',
    'a policy takes any TLS',
    inPolicy((statements) => statements.splice(1, 1)),
  ),
  policy(
    'MAL_S3_3',
    'a policy takes TLS 1.1',
    inPolicy((statements) => {
      statements[1].Condition.NumericLessThan['s3:TlsVersion'] = '1.1';
    }),
  ),
  policy(
    'MAL_S3_3',
    'old TLS is allowed in the place of refused',
    inPolicy((statements) => (statements[1].Effect = 'Allow')),
  ),
];
