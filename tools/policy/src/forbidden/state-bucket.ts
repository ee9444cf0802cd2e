import {
  appNames,
  breakGlassArn,
  ciReviewRoleArn,
  ciRoleArn,
  purposes,
  teamNames,
  teams,
  type Account,
} from '@malinshopper/environments';

/** A call to the bucket of the states by a role with open policies, and the decision of the bucket policy. */
export interface StateBucketRow {
  readonly who: string;
  readonly action: string;
  readonly key: string;
  readonly may: boolean;
  /** The condition keys of a conditional write. @default - none */
  readonly compared?: Readonly<Record<string, string>>;
}

const roleOf = (account: Account, rest: string) => `arn:aws:iam::${account.id}:role/${rest}`;
const settings = [
  'DeleteBucketPolicy',
  'PutBucketAcl',
  'PutBucketOwnershipControls',
  'PutBucketPolicy',
  'PutBucketPublicAccessBlock',
  'PutBucketVersioning',
  'PutEncryptionConfiguration',
  'PutLifecycleConfiguration',
  'PutReplicationConfiguration',
];

/** The decisions of the bucket policy of the states, for every role and action. */
export function stateBucketRows(account: Account): StateBucketRow[] {
  const administrator = roleOf(account, 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0a1b');
  const repairers = [administrator, `arn:aws:iam::${account.id}:root`, breakGlassArn(account)];
  const state = (app: string, end = '') => `/testing/${app}.tfstate${end}`;
  const ofApps = appNames.flatMap((app) => [
    ...teamNames.flatMap((team) =>
      purposes.flatMap((purpose): StateBucketRow[] => {
        const who = ciRoleArn(account, team, purpose);
        const owns = teams[team].app === app;
        const reads = owns || teams[team].reads.includes(app);
        const writes = owns && purpose === 'deploy';
        return [
          { who, action: 's3:GetObject', key: state(app), may: reads },
          { who, action: 's3:GetObjectVersion', key: state(app), may: reads },
          { who, action: 's3:PutObject', key: state(app), may: writes },
          { who, action: 's3:PutObject', key: state(app, '.tflock'), may: writes },
          { who, action: 's3:GetObject', key: `/testing/${app}.record.json`, may: true },
          { who, action: 's3:PutObject', key: `/testing/${app}.record.json`, may: writes },
          { who, action: 's3:DeleteObject', key: state(app, '.tflock'), may: writes },
          { who, action: 's3:DeleteObjectVersion', key: state(app), may: false },
        ];
      }),
    ),
    ...repairers.flatMap((who) =>
      ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'].map((action) => ({
        who,
        action,
        key: state(app),
        may: true,
      })),
    ),
    // A role outside CI: a read-only user may also read here, but write nothing.
    { who: roleOf(account, 'auditor'), action: 's3:GetObject', key: state(app), may: true },
    { who: roleOf(account, 'auditor'), action: 's3:PutObject', key: state(app), may: false },
    // It plans all apps.
    { who: ciReviewRoleArn(account), action: 's3:GetObject', key: state(app), may: true },
    ...[state(app), state(app, '.tflock'), `/testing/${app}.record.json`].map((key) => ({
      ...{ who: ciReviewRoleArn(account), action: 's3:PutObject', key, may: false },
    })),
    // A role of CI without a team in the table: it gets no state.
    { who: roleOf(account, 'ci/other-plan'), action: 's3:GetObject', key: state(app), may: false },
    { who: roleOf(account, 'ci/other-plan'), action: 's3:GetObjectVersion', key: state(app), may: false },
    { who: roleOf(account, 'compute/testing-web'), action: 's3:PutObject', key: state(app), may: false },
    { who: roleOf(account, 'auditor'), action: 's3:PutObject', key: `/testing/${app}.record.json`, may: false },
    { who: roleOf(account, `${teams.network.app}-deploy`), action: 's3:PutObject', key: state(app), may: false },
  ]);
  const onBucket = [...settings.map((name) => `s3:${name}`), 's3:DeleteBucket'].flatMap((action) => [
    ...repairers.map((who) => ({ who, action, key: '', may: true })),
    ...teamNames.map((team) => ({
      who: ciRoleArn(account, team, 'deploy'),
      action,
      key: '',
      may: team === 'platform' && action !== 's3:DeleteBucket',
    })),
    { who: ciRoleArn(account, 'platform', 'plan'), action, key: '', may: false },
    { who: roleOf(account, 'auditor'), action, key: '', may: false },
  ]);
  return [...ofApps, ...onBucket, ...onLeases(account, repairers), ...onReviews(account, repairers)];
}

/** Reviews: only the review role writes them. The review role and the deploy roles read them. None of these roles deletes them. */
function onReviews(account: Account, repairers: readonly string[]): StateBucketRow[] {
  const key = '/reviews/testing/network/0a1b.json';
  const reviewer = ciReviewRoleArn(account);
  const deployers = teamNames.map((team) => ciRoleArn(account, team, 'deploy'));
  const others = [...teamNames.map((team) => ciRoleArn(account, team, 'plan')), roleOf(account, 'ci/other-plan')];
  const row = (who: string, action: string, may: boolean): StateBucketRow => ({
    who,
    action: `s3:${action}`,
    key,
    may,
  });
  return [
    ...[reviewer, ...deployers].map((who) => row(who, 'GetObject', true)),
    ...others.flatMap((who) => [row(who, 'GetObject', false), row(who, 'GetObjectVersion', false)]),
    row(reviewer, 'PutObject', true),
    ...[...deployers, ...others, roleOf(account, 'auditor')].flatMap((who) => [
      row(who, 'PutObject', false),
      row(who, 'DeleteObject', false),
    ]),
    row(roleOf(account, 'auditor'), 'GetObject', true),
    ...repairers.flatMap((who) => [row(who, 'PutObject', true), row(who, 'DeleteObject', true)]),
  ];
}

/** Deploy roles acquire leases, and replace only a version that they have read. Administrators do too. */
function onLeases(account: Account, repairers: readonly string[]): StateBucketRow[] {
  const key = '/leases/testing.json';
  const put = { action: 's3:PutObject', key };
  const seen = { 's3:if-match': '"0a1b"' };
  const deployers = teamNames.map((team) => ciRoleArn(account, team, 'deploy'));
  const others = [
    ...teamNames.map((team) => ciRoleArn(account, team, 'plan')),
    roleOf(account, 'auditor'),
    roleOf(account, 'compute/testing-web'),
  ];
  return [
    ...[...deployers, ...repairers].flatMap((who) => [
      { who, ...put, may: true, compared: { 's3:if-none-match': '*' } },
      { who, ...put, may: true, compared: seen },
      { who, ...put, may: false },
    ]),
    ...others.map((who) => ({ who, ...put, may: false, compared: seen })),
    ...[...deployers, ...others].map((who) => ({ who, action: 's3:DeleteObject', key, may: false })),
    ...repairers.map((who) => ({ who, action: 's3:DeleteObject', key, may: true })),
  ];
}
