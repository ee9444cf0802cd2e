import { isExpendable, stateBucket, type Account, type TeamName } from '@malinshopper/environments';
import { demands, type Reach } from '../reach';
import type { MoreWords } from './words';

const bucketOf = ({ id }: Account, purpose: string) => `arn:aws:s3:::malinshopper-*-${purpose}-${id}`;
/** Buckets that belong to a team. */
export const buckets: Record<TeamName, (account: Account) => readonly string[]> = {
  platform: (account) => [
    `arn:aws:s3:::malinshopper-account-access-logs-*${account.id}`,
    `arn:aws:s3:::${stateBucket(account)}`,
  ],
  network: () => [],
  data: (account) => [bucketOf(account, 'content'), bucketOf(account, 'packages')],
  compute: (account) => [bucketOf(account, 'cluster-logs'), bucketOf(account, 'load-balancer-logs')],
  delivery: () => [],
};

/** Parts of the package bucket that the deploy of a team writes. */
const packages: Partial<Record<TeamName, readonly string[]>> = {
  data: ['functions/*.zip'],
  compute: ['cluster/*.sh', 'cluster/install-release-*'],
};

export const partsOf = (team: TeamName, account: Account) =>
  (packages[team] ?? []).map((part) => `${bucketOf(account, 'packages')}/${part}`);

/**
 * The calls of Terraform on buckets: on their settings, and not on the objects in them. An expendable account permits
 * one more.
 */
export function onBuckets(team: TeamName, { account, changedBy }: MoreWords): readonly Reach[] {
  const own = buckets[team](account);
  if (own.length === 0) return [];
  const settings = changedBy(
    'aws_s3_bucket',
    'aws_s3_bucket_lifecycle_configuration',
    'aws_s3_bucket_logging',
    'aws_s3_bucket_notification',
    'aws_s3_bucket_ownership_controls',
    'aws_s3_bucket_policy',
    'aws_s3_bucket_public_access_block',
    'aws_s3_bucket_server_side_encryption_configuration',
    'aws_s3_bucket_versioning',
  );
  const keeps = settings.filter((action) => !/Delete/.test(action));
  const parts = partsOf(team, account);
  return [
    { actions: team === 'platform' ? keeps : settings, on: own },
    ...(team === 'platform' ? [] : emptied(team, own, account)),
    {
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject', 's3:PutObjectTagging'],
      on: parts,
    },
    {
      actions: ['s3:ListBucketVersions'],
      on: [bucketOf(account, 'packages')],
      where: [demands('s3:prefix', ...(packages[team] ?? []).map((part) => part.replace(/[^/]*$/, '*')))],
    },
  ];
}

/** Logs of a cluster belong to it. All other buckets can be emptied in an expendable account only. */
function emptied(team: TeamName, own: readonly string[], account: Account): readonly Reach[] {
  const expendable = own.filter(
    (bucket) => isExpendable(account) || (team === 'compute' && bucket.includes('cluster-logs')),
  );
  return [
    { actions: ['s3:ListBucketVersions'], on: expendable },
    { actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'], on: expendable.map((bucket) => `${bucket}/*`) },
  ];
}
