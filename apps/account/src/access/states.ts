import { reviewFolder, teams, type AppName, type Purpose } from '@malinshopper/environments';
import { stateBucket } from '@malinshopper/stack';
import { appOf, type Scope } from './scope';
import type { Statement } from './statement';

/** The ARN of an app's states of all environments of an account. */
export function stateArn({ account }: Pick<Scope, 'account'>, app: AppName, end = '.tfstate'): string {
  return `arn:aws:s3:::${stateBucket(account)}/*/${app}${end}`;
}

/** The suffix of the key of a state's lock (Terraform's S3 backend, `use_lockfile`). */
export const lockEnd = '.tfstate.tflock';

/** The suffix of the key of the deployment record beside a state (tools/terraform). */
export const recordEnd = '.record.json';

/**
 * The leases of an account: each is the exclusive right to deploy an environment for a limited time (tools/terraform).
 */
export function leasesArn({ account }: Pick<Scope, 'account'>): string {
  return `arn:aws:s3:::${stateBucket(account)}/${leaseFolder}/*`;
}

/** The folder of an account's leases in its state bucket. */
export const leaseFolder = 'leases';

/** The review records of an account, to which deploys are bound (tools/terraform). */
export function reviewsArn({ account }: Pick<Scope, 'account'>): string {
  return `arn:aws:s3:::${stateBucket(account)}/${reviewFolder}/*`;
}

/**
 * The first deploy creates the bucket with its settings, so each deploy checks that they are complete
 * (tools/terraform).
 */
const checkedSettings = [
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
];

/**
 * The permissions of a team's role on states. A plan takes no lock and writes nothing; it checks for a lock of another
 * run. A role can delete its own state after all its resources are destroyed, but no version of it: S3 keeps those, see
 * the bucket's policy. A record is never deleted: after a destroy it reports when the resources were destroyed.
 */
export function stateAccess(scope: Scope, purpose: Purpose): Statement[] {
  const app = appOf(scope);
  const bucket = `arn:aws:s3:::${stateBucket(scope.account)}`;
  const own = [stateArn(scope, app), stateArn(scope, app, lockEnd)];
  // The platform team has read permissions on the bucket already, because it owns the bucket.
  const itsBucket = scope.team === 'platform';
  const looking: Statement[] = [
    ...(itsBucket ? [] : [{ Sid: 'States', Action: 's3:ListBucket', Resource: bucket }]),
    {
      Sid: 'OwnStateAndWhatItReads',
      Action: 's3:GetObject',
      Resource: [...own, ...teams[scope.team].reads.map((read) => stateArn(scope, read))],
    },
    // A record holds no values. A deploy reads the records of all apps to find the upstream apps without changes.
    { Sid: 'DeploymentRecords', Action: 's3:GetObject', Resource: `${bucket}/*${recordEnd}` },
  ];
  if (purpose === 'plan') return looking;
  return [
    ...looking,
    ...(itsBucket ? [] : [{ Sid: 'StateBucket', Action: checkedSettings, Resource: bucket }]),
    { Sid: 'OwnState', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: own },
    { Sid: 'OwnDeploymentRecord', Action: 's3:PutObject', Resource: stateArn(scope, app, recordEnd) },
    // The review record to which the deploy is bound, and the key of its digests.
    { Sid: 'Reviews', Action: 's3:GetObject', Resource: reviewsArn(scope) },
    { Sid: 'Digests', Action: 'kms:GenerateMac', Resource: scope.reviewKeyArn },
    // A lease for each environment, whichever team deploys to it.
    { Sid: 'Leases', Action: ['s3:GetObject', 's3:PutObject'], Resource: leasesArn(scope) },
  ];
}
