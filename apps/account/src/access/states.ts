import { reviewFolder, teams, type AppName, type Purpose } from '@malinshopper/environments';
import { stateBucket } from '@malinshopper/stack';
import { appOf, type Scope } from './scope';
import type { Statement } from './statement';

/** An app's states of all environments of an account, as addresses of objects. */
export function stateArn({ account }: Pick<Scope, 'account'>, app: AppName, end = '.tfstate'): string {
  return `arn:aws:s3:::${stateBucket(account)}/*/${app}${end}`;
}

/** The end of the name of a state's lock (Terraform's S3 backend, `use_lockfile`). */
export const lockEnd = '.tfstate.tflock';

/** The end of the name of the deployment record beside a state (tools/terraform). */
export const recordEnd = '.record.json';

/** The leases of an account: who may deploy to which environment at the moment (tools/terraform). */
export function leasesArn({ account }: Pick<Scope, 'account'>): string {
  return `arn:aws:s3:::${stateBucket(account)}/${leaseFolder}/*`;
}

/** Where the leases of an account lie in the bucket of its states. */
export const leaseFolder = 'leases';

/** The records of the reviews of an account, to which deploys are bound (tools/terraform). */
export function reviewsArn({ account }: Pick<Scope, 'account'>): string {
  return `arn:aws:s3:::${stateBucket(account)}/${reviewFolder}/*`;
}

/** Whoever deploys first makes the bucket with its settings, so each deploy looks whether they are all there (tools/terraform). */
const checkedSettings = [
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
];

/**
 * What a team's role does with states. A plan takes no lock, so it writes nothing; it looks whether somebody holds the lock. Its
 * own state it may delete when all that it knows is destroyed, but no version of it: S3 keeps those, see the bucket's policy. A record is
 * never deleted: after a destroy it says since when there is nothing.
 */
export function stateAccess(scope: Scope, purpose: Purpose): Statement[] {
  const app = appOf(scope);
  const bucket = `arn:aws:s3:::${stateBucket(scope.account)}`;
  const own = [stateArn(scope, app), stateArn(scope, app, lockEnd)];
  // The platform team looks at the bucket itself anyway, which is one of its own.
  const itsBucket = scope.team === 'platform';
  const looking: Statement[] = [
    ...(itsBucket ? [] : [{ Sid: 'States', Action: 's3:ListBucket', Resource: bucket }]),
    {
      Sid: 'OwnStateAndWhatItReads',
      Action: 's3:GetObject',
      Resource: [...own, ...teams[scope.team].reads.map((read) => stateArn(scope, read))],
    },
    // A record holds no values. From the records of all apps, a deploy knows which of those before its own have nothing to do.
    { Sid: 'DeploymentRecords', Action: 's3:GetObject', Resource: `${bucket}/*${recordEnd}` },
  ];
  if (purpose === 'plan') return looking;
  return [
    ...looking,
    ...(itsBucket ? [] : [{ Sid: 'StateBucket', Action: checkedSettings, Resource: bucket }]),
    { Sid: 'OwnState', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: own },
    { Sid: 'OwnDeploymentRecord', Action: 's3:PutObject', Resource: stateArn(scope, app, recordEnd) },
    // What it is bound to, and the key of the digests in it.
    { Sid: 'Reviews', Action: 's3:GetObject', Resource: reviewsArn(scope) },
    { Sid: 'Digests', Action: 'kms:GenerateMac', Resource: scope.reviewKeyArn },
    // One for each environment, whatever team deploys to it.
    { Sid: 'Leases', Action: ['s3:GetObject', 's3:PutObject'], Resource: leasesArn(scope) },
  ];
}
