import { accountNames, accounts, teamNames, type Account, type TeamName } from '@malinshopper/environments';
import { stateBucket, workloadBoundaryArn } from '@malinshopper/stack';
import { isAllowed, type Call, type Statement } from '@malinshopper/testing';
import { accessOf, stacksOf } from '../testing/roles';
import { callFor } from '../testing/workloads';

// Apps are synthesized and thousands of calls judged, perhaps while the machine has other things to do.
jest.setTimeout(120_000);

const everything: readonly Statement[] = [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }];
const list = (value: string | readonly string[] = []) => [value].flat();

const caller = (account: Account, team: TeamName | undefined, boundary = boundaryOf(account)) => ({
  account,
  arn: `arn:aws:iam::${account.id}:role/${team}/x`,
  statements: everything,
  boundary,
  ...(team && { team }),
});
const boundaryOf = (account: Account) => accessOf(account).managed(workloadBoundaryArn(account));

/** What the roles and users of a team's app are allowed, each action on each resource. */
function used(account: Account, team: TeamName): Promise<Call>[] {
  const seen = new Map<string, () => Promise<Call>>();
  for (const stack of stacksOf({ account, team })) {
    for (const policy of [...stack.ofType('aws_iam_role_policy'), ...stack.ofType('aws_iam_group_policy')]) {
      if (policy.path.startsWith('account/access/')) continue;
      const { Statement } = JSON.parse(stack.filled(policy.config.policy)) as { Statement: Statement[] };
      for (const statement of Statement.filter(({ Effect }) => Effect === 'Allow')) {
        for (const action of list(statement.Action)) {
          for (const resource of list(statement.Resource)) {
            seen.set(`${action} ${resource}`, () => callFor(action, resource, statement, account));
          }
        }
      }
    }
  }
  return [...seen.values()].map((make) => make());
}

describe.each(accountNames)('the boundary of workloads in %s', (name) => {
  const account = accounts[name];
  const boundary = boundaryOf(account);

  test.each(teamNames)('takes nothing away that the policies of the roles of %s allow', async (team) => {
    const refused: string[] = [];
    for (const call of await Promise.all(used(account, team))) {
      if (!(await isAllowed(call, caller(account, team)))) refused.push(`${call.action} ${call.resource}`);
    }
    expect(refused).toEqual([]);
  });

  const arn = (service: string, rest: string) => `arn:aws:${service}:${account.region}:${account.id}:${rest}`;
  const forbidden: readonly [string, TeamName | undefined, string, string, Call['context']?][] = [
    ['create a role', 'compute', 'iam:CreateRole', `arn:aws:iam::${account.id}:role/compute/x`],
    ['give itself rights', 'compute', 'iam:PutRolePolicy', `arn:aws:iam::${account.id}:role/compute/x`],
    ['create an access key', 'compute', 'iam:CreateAccessKey', `arn:aws:iam::${account.id}:user/x`],
    [
      'pass a role of CI',
      'compute',
      'iam:PassRole',
      `arn:aws:iam::${account.id}:role/ci/compute-deploy`,
      { 'iam:PassedToService': 'ec2.amazonaws.com' },
    ],
    [
      'pass a role to code',
      'compute',
      'iam:PassRole',
      `arn:aws:iam::${account.id}:role/compute/x`,
      { 'iam:PassedToService': 'lambda.amazonaws.com' },
    ],
    ['assume a role of CI', 'compute', 'sts:AssumeRole', `arn:aws:iam::${account.id}:role/ci/compute-deploy`],
    ['leave the organization', 'data', 'organizations:LeaveOrganization', '*'],
    ['change a key', 'data', 'kms:PutKeyPolicy', arn('kms', 'key/x')],
    ['delete a key', 'data', 'kms:ScheduleKeyDeletion', arn('kms', 'key/x')],
    ['lend a key to anybody', 'data', 'kms:CreateGrant', arn('kms', 'key/x')],
    ['read a state', 'data', 's3:GetObject', `arn:aws:s3:::${stateBucket(account)}/testing/data.tfstate`],
    ['read the trail', 'data', 's3:GetObject', `arn:aws:s3:::malinshopper-account-trail-${account.id}/AWSLogs/x`],
    ['list the states', 'compute', 's3:ListBucket', `arn:aws:s3:::${stateBucket(account)}`],
    ['change the policy of a bucket', 'data', 's3:PutBucketPolicy', 'arn:aws:s3:::x'],
    [
      'read a secret as the network',
      'network',
      'secretsmanager:GetSecretValue',
      arn('secretsmanager', 'secret:rds!db-AbCdEf'),
    ],
    [
      'read a secret as a release',
      'delivery',
      'secretsmanager:GetSecretValue',
      arn('secretsmanager', 'secret:rds!db-AbCdEf'),
    ],
    ['read content as the network', 'network', 's3:GetObject', 'arn:aws:s3:::malinshopper-production-content-1/x'],
    ['decrypt as the network', 'network', 'kms:Decrypt', arn('kms', 'key/x')],
    ['start instances as a release', 'delivery', 'ec2:RunInstances', arn('ec2', 'instance/x')],
    [
      'read a secret as nobody',
      undefined,
      'secretsmanager:GetSecretValue',
      arn('secretsmanager', 'secret:rds!db-AbCdEf'),
    ],
    ['write a log as nobody', undefined, 'logs:PutLogEvents', arn('logs', 'log-group:/x:log-stream:x')],
    [
      'write content in another region',
      'compute',
      's3:PutObject',
      'arn:aws:s3:::x/y',
      { 'aws:RequestedRegion': 'us-west-2' },
    ],
    [
      'write a log in another region',
      'compute',
      'logs:PutLogEvents',
      'arn:aws:logs:us-west-2:1:log-group:/x:log-stream:x',
      { 'aws:RequestedRegion': 'us-west-2' },
    ],
    ['delete a database', 'data', 'rds:DeleteDBInstance', arn('rds', 'db:x')],
    ['end the trail', 'platform', 'cloudtrail:StopLogging', arn('cloudtrail', 'trail/x')],
  ];

  test.each(forbidden)('lets nobody %s', async (what, team, action, resource, context = {}) => {
    await expect(isAllowed({ what, action, resource, context }, caller(account, team))).resolves.toBe(false);
  });

  test('needs each of its statements', async () => {
    for (const statement of boundary) {
      const fewer = boundary.filter((one) => one !== statement);
      const notices = async () => {
        for (const [what, team, action, resource, context = {}] of statement.Effect === 'Deny' ? forbidden : []) {
          if (await isAllowed({ what, action, resource, context }, caller(account, team, fewer))) return true;
        }
        for (const team of statement.Effect === 'Allow' ? teamNames : []) {
          for (const call of await Promise.all(used(account, team))) {
            if (!(await isAllowed(call, caller(account, team, fewer)))) return true;
          }
        }
        return false;
      };
      expect([statement.Sid, await notices()]).toEqual([statement.Sid, true]);
    }
  });
});
