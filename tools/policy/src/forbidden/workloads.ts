import { stateBucket, type Account, type AppName } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';
import { jobs } from './jobs';
import { call, inNoRegion } from './who';

/** A call with its caller: a role or a user of an app, by its kind and path. */
export interface WorkloadCall extends Call {
  readonly identity: string;
}

const as = (identity: string, made: Call): WorkloadCall => ({ ...made, identity });
const roleOf = (app: AppName) => `role/${app}/x`;
const [network, data, compute, delivery] = [roleOf('network'), roleOf('data'), roleOf('compute'), roleOf('delivery')];
const nobody = 'role/x';
/** A caller can set this session tag when it assumes a role, if the role's trust policy permits it. */
const callingItself = (team: string) => ({ 'aws:PrincipalTag/Team': team });
const byAws = { 'kms:GrantIsForAWSResource': 'true' };
const ofEmr = { 'aws:ResourceTag/for-use-with-amazon-emr-managed-policies': 'true' };
const elsewhere = { 'aws:RequestedRegion': 'us-west-2' };

/**
 * The calls that no role or user of an app may make, whatever its own policies allow. Each is repeated for all jobs of
 * the app.
 */
export const forbiddenToWorkloads = (account: Account): WorkloadCall[] =>
  refusals(account).flatMap((made) => {
    const app = /^role\/(\w+)\/x$/.exec(made.identity)?.[1] as AppName | undefined;
    return [made, ...(app === undefined ? [] : jobs[app]).map((identity) => ({ ...made, identity }))];
  });

function refusals(account: Account): WorkloadCall[] {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${account.region}:${account.id}:${rest}`;
  const iam = (rest: string) => `arn:aws:iam::${account.id}:${rest}`;
  const bucket = (purpose: string) => `arn:aws:s3:::malinshopper-testing-${purpose}-${account.id}`;
  const secret = arn('secretsmanager', 'secret:rds!db-AbCdEf');
  const ofUser = arn('secretsmanager', 'secret:malinshopper/x/database/web-AbCdEf');
  const key = arn('kms', 'key/x');
  const vault = arn('backup', 'backup-vault:x');
  const toEc2 = { ...inNoRegion, 'iam:PassedToService': 'ec2.amazonaws.com' };
  const packages = `${bucket('packages')}/releases/1.zip`;
  const spot = iam('role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot');
  return [
    as(compute, call('create a role', 'iam:CreateRole', iam('role/compute/x'))),
    as(compute, call('give itself permissions', 'iam:PutRolePolicy', iam('role/compute/x'))),
    as(compute, call('create an access key', 'iam:CreateAccessKey', iam('user/x'))),
    as(compute, call('pass a role of CI', 'iam:PassRole', iam('role/ci/compute-deploy'), toEc2)),
    as(
      compute,
      call('pass a role to a function', 'iam:PassRole', iam('role/compute/x'), {
        ...inNoRegion,
        'iam:PassedToService': 'lambda.amazonaws.com',
      }),
    ),
    as(data, call('pass a role of another app', 'iam:PassRole', iam('role/compute/x'), toEc2)),
    as(data, call('create a service-linked role for spot instances', 'iam:CreateServiceLinkedRole', spot, inNoRegion)),
    as(compute, call('assume a role of CI', 'sts:AssumeRole', iam('role/ci/compute-deploy'))),
    as(data, call('leave the organization', 'organizations:LeaveOrganization', '*')),
    as(data, call('change a key', 'kms:PutKeyPolicy', key)),
    as(data, call('delete a key', 'kms:ScheduleKeyDeletion', key)),
    as(data, call('grant any principal the use of a key', 'kms:CreateGrant', key)),
    as(delivery, call('grant the use of a key as a release', 'kms:CreateGrant', key, byAws)),
    as(data, call('grant the use of a key in another region', 'kms:CreateGrant', key, { ...byAws, ...elsewhere })),
    as(data, call('read a state', 's3:GetObject', `arn:aws:s3:::${stateBucket(account)}/testing/data.tfstate`)),
    as(data, call('read the trail', 's3:GetObject', `arn:aws:s3:::malinshopper-account-trail-${account.id}/AWSLogs/x`)),
    as(compute, call('list the states', 's3:ListBucket', `arn:aws:s3:::${stateBucket(account)}`)),
    as(data, call('change the policy of a bucket', 's3:PutBucketPolicy', 'arn:aws:s3:::x')),
    as(data, call('delete a database', 'rds:DeleteDBInstance', arn('rds', 'db:x'))),
    as(data, call('remove the lock of a vault', 'backup:DeleteBackupVaultLockConfiguration', vault)),
    as(data, call('open a vault to others', 'backup:PutBackupVaultAccessPolicy', vault)),
    as(data, call('delete a vault', 'backup:DeleteBackupVault', vault)),
    as(data, call('delete a copy', 'backup:DeleteRecoveryPoint', arn('rds', 'snapshot:awsbackup:x'))),
    as('role/account/x', call('stop the trail', 'cloudtrail:StopLogging', arn('cloudtrail', 'trail/x'))),
    as(compute, call('read the secret of a master user', 'secretsmanager:GetSecretValue', secret)),
    as(compute, call('change the secret of a user', 'secretsmanager:PutSecretValue', ofUser)),
    as(network, call('read the secret of a user as the network', 'secretsmanager:GetSecretValue', ofUser)),
    as(data, call('run a function as a function', 'lambda:InvokeFunction', arn('lambda', 'function:x'))),
    as(network, call('read a secret as the network', 'secretsmanager:GetSecretValue', secret)),
    as(delivery, call('read a secret as a release', 'secretsmanager:GetSecretValue', secret)),
    as(network, call('read content as the network', 's3:GetObject', `${bucket('content')}/x`)),
    as(network, call('upload a package as the network', 's3:PutObject', packages)),
    as(network, call('decrypt as the network', 'kms:Decrypt', key)),
    as(delivery, call('start instances as a release', 'ec2:RunInstances', arn('ec2', 'instance/x'))),
    as(
      delivery,
      call(
        "upload a package to a path that looks like a branch's bucket",
        's3:PutObject',
        `${bucket('content')}/x-packages-${account.id}/releases/1.zip`,
      ),
    ),
    ...[
      as(data, call('read a path', 's3:GetObject', `${bucket('packages')}/x-content-${account.id}/x`)),
      as(
        compute,
        call('write a path', 's3:PutObject', `${bucket('packages')}/releases/x-cluster-logs-${account.id}/x`),
      ),
      as(compute, call('read a path', 's3:GetObject', `${bucket('load-balancer-logs')}/x-content-${account.id}/x`)),
      as(compute, call('read a path', 's3:GetObject', `${bucket('content')}x/x-packages-${account.id}/releases/x`)),
      as(delivery, call('write a path', 's3:PutObject', `${bucket('content')}/x-packages-${account.id}/releases/x`)),
    ].map((one) => ({ ...one, what: `${one.what} at a path that only looks like a bucket` })),
    ...['account/trail', 'testing/flow-log'].map((group) =>
      as(
        compute,
        call(`forge ${group}`, 'logs:PutLogEvents', arn('logs', `log-group:/malinshopper/${group}:log-stream:x`)),
      ),
    ),
    as('role/compute/testing-web', call('write as a node', 's3:PutObject', `${bucket('cluster-logs')}/x`)),
    ...[
      call('remove all tags', 'ec2:DeleteTags', arn('ec2', 'instance/x'), ofEmr),
      call('remove its owner', 'ec2:DeleteTags', arn('ec2', 'instance/x'), { ...ofEmr, 'aws:TagKeys': ['Team'] }),
      call('give it another owner', 'ec2:CreateTags', arn('ec2', 'instance/x'), { ...ofEmr, 'aws:TagKeys': ['Team'] }),
    ].map((one) => as('role/compute/testing-cluster-service', one)),
    ...Object.keys(jobs).map((app) =>
      as(roleOf(app as AppName), call('assume another role of its app', 'sts:AssumeRole', iam(`role/${app}/y`))),
    ),
    as(nobody, call('read a secret as a role without an app', 'secretsmanager:GetSecretValue', secret)),
    as(
      nobody,
      call('write a log as a role without an app', 'logs:PutLogEvents', arn('logs', 'log-group:/x:log-stream:x')),
    ),
    // The path of a role identifies its owner, and not the tags of its session.
    ...[
      network,
      nobody,
      'role/network/compute/x',
      'role/ci/network-deploy',
      'user/network/x',
      'user/compute/x',
    ].flatMap((identity) => [
      as(
        identity,
        call(
          `read a secret as ${identity} with the session tag of compute`,
          'secretsmanager:GetSecretValue',
          secret,
          callingItself('compute'),
        ),
      ),
      as(
        identity,
        call(
          `write content as ${identity} with the session tag of compute`,
          's3:PutObject',
          `${bucket('content')}/x`,
          callingItself('compute'),
        ),
      ),
    ]),
    ...[network, compute, nobody].map((identity) =>
      as(
        identity,
        call(
          `delete a copy as ${identity} with the session tag of data`,
          'rds:DeleteDBSnapshot',
          arn('rds', 'snapshot:x'),
          callingItself('data'),
        ),
      ),
    ),
    as(network, call('decrypt as the network with the session tag of data', 'kms:Decrypt', key, callingItself('data'))),
    as(
      network,
      call(
        'release as the network with the session tag of delivery',
        'codedeploy:CreateDeployment',
        arn('codedeploy', 'deploymentgroup:x/y'),
        callingItself('delivery'),
      ),
    ),
    as(
      network,
      call(
        'start instances as the network with the session tag of compute',
        'ec2:RunInstances',
        arn('ec2', 'instance/x'),
        callingItself('compute'),
      ),
    ),
    as(compute, call('write content in another region', 's3:PutObject', 'arn:aws:s3:::x/y', elsewhere)),
    as(data, call('read content in another region', 's3:GetObject', 'arn:aws:s3:::x/y', elsewhere)),
    as(delivery, call('upload a package in another region', 's3:PutObject', packages, elsewhere)),
    as(
      delivery,
      call(
        'release in another region',
        'codedeploy:CreateDeployment',
        'arn:aws:codedeploy:us-west-2:1:deploymentgroup:x/y',
        elsewhere,
      ),
    ),
    as(compute, call('decrypt in another region', 'kms:Decrypt', key, elsewhere)),
    as(
      compute,
      call(
        'write a log in another region',
        'logs:PutLogEvents',
        'arn:aws:logs:us-west-2:1:log-group:/x:log-stream:x',
        elsewhere,
      ),
    ),
  ];
}
