import {
  ciPath,
  ciReviewRoleArn,
  ciRoleArn,
  purposes,
  teamNames,
  teams,
  type Account,
  type AppName,
  type TeamName,
} from '@malinshopper/environments';
import type { PolicyStatement } from '@malinshopper/constructs';
import { stateBucket } from '@malinshopper/stack';
import { neverShutOut } from './identities';
import { leasesArn, recordEnd, reviewsArn, stateArn } from './states';

const owned = teamNames.map((team) => [teams[team].app, team] as const);

const sid = (verb: string, app: AppName) => `${verb}${app[0]!.toUpperCase()}${app.slice(1)}`;
const allExcept = (who: readonly string[]) => ({ ArnNotLike: { 'aws:PrincipalArn': who } });

/**
 * The statements with which the state bucket itself denies access, even if an identity's policies allow it. Only the
 * team that owns a state writes it. CI roles read it only for the owner, for the teams that build on it, and for
 * reviews. Administrators, the account's root and break-glass are exempt: they set up the account before these roles
 * exist, and repair it when one of these statements is wrong.
 */
export function stateBucketPolicy(account: Account): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${stateBucket(account)}`;
  const exempt = neverShutOut(account);
  const platform = ciRoleArn(account, 'platform', 'deploy');
  const reviewer = ciReviewRoleArn(account);
  const deployers = teamNames.map((team) => ciRoleArn(account, team, 'deploy'));
  const ofApps = owned.flatMap(([app, team]): PolicyStatement[] => [
    {
      Sid: sid('Write', app),
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:PutObject', 's3:DeleteObject'],
      // Includes its lock and its record.
      Resource: [stateArn({ account }, app, '.tfstate*'), stateArn({ account }, app, recordEnd)],
      Condition: allExcept([ciRoleArn(account, team, 'deploy'), ...exempt]),
    },
    {
      Sid: sid('Read', app),
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Resource: stateArn({ account }, app, '.tfstate*'),
      Condition: {
        ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account.id}:role${ciPath}*` },
        ...allExcept([
          ...readersOf(app).flatMap((reader) => purposes.map((purpose) => ciRoleArn(account, reader, purpose))),
          reviewer,
        ]),
      },
    },
  ]);
  const leases = leasesArn({ account });
  return [
    ...ofApps,
    {
      Sid: 'LeasesAreOfDeploys',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: leases,
      Condition: allExcept([...deployers, ...exempt]),
    },
    {
      // Every identity must write conditionally (S3 user guide, "Enforce conditional writes on Amazon S3 buckets").
      Sid: 'LeasesAreCompared',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: leases,
      Condition: { Null: { 's3:if-match': 'true', 's3:if-none-match': 'true' } },
    },
    {
      Sid: 'LeasesStay',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:DeleteObject',
      Resource: leases,
      Condition: allExcept(exempt),
    },
    {
      Sid: 'ReviewsAreOfReviewers',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:PutObject', 's3:DeleteObject'],
      Resource: reviewsArn({ account }),
      Condition: allExcept([reviewer, ...exempt]),
    },
    {
      Sid: 'ReviewsAreForDeploys',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Resource: reviewsArn({ account }),
      Condition: {
        ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account.id}:role${ciPath}*` },
        ...allExcept([reviewer, ...deployers]),
      },
    },
    {
      Sid: 'VersionsStay',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:DeleteObjectVersion',
      Resource: `${bucket}/*`,
      Condition: allExcept(exempt),
    },
    {
      Sid: 'TheBucketStays',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:DeleteBucket',
      Resource: bucket,
      Condition: allExcept(exempt),
    },
    {
      Sid: 'OnlyThePlatformChangesIt',
      Effect: 'Deny',
      Principal: '*',
      Action: [
        's3:DeleteBucketPolicy',
        's3:PutBucketAcl',
        's3:PutBucketOwnershipControls',
        's3:PutBucketPolicy',
        's3:PutBucketPublicAccessBlock',
        's3:PutBucketVersioning',
        's3:PutEncryptionConfiguration',
        's3:PutLifecycleConfiguration',
        's3:PutReplicationConfiguration',
      ],
      Resource: bucket,
      Condition: allExcept([platform, ...exempt]),
    },
  ];
}

/** The teams that read an app's state: its owner and the teams of apps that build on it. */
function readersOf(app: AppName): TeamName[] {
  return teamNames.filter((team) => teams[team].app === app || teams[team].reads.includes(app));
}
