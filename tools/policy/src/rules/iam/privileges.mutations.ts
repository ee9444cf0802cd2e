import { accounts } from '@malinshopper/environments';
import { inPolicy, type Mutation } from '../../testing/mutation';

const { id } = accounts.production;
const type = 'aws_iam_role_policy';
/** The policy of what CodeDeploy acts as, in which every statement names what it is about. */
const path = 'delivery/deployer/deploy';

/** One more statement in a policy. */
const andAllows = (Action: string | string[], more: object = { Resource: '*' }) =>
  inPolicy((statements) => statements.push({ Sid: 'More', Effect: 'Allow', Action, ...more }));

const policy = (rule: string, what: string, change: Mutation['change'], rest: Partial<Mutation> = {}): Mutation => ({
  rule,
  what,
  type,
  path,
  change,
  ...rest,
});

export const privilegeMutations: readonly Mutation[] = [
  policy('CKV_AWS_62', 'a role may do everything to everything', andAllows('*')),
  policy('CKV_AWS_62', 'a role may do everything to everything, written with a colon', andAllows('*:*')),
  policy('CKV_AWS_63', 'a role may do everything to one bucket', andAllows('*', { Resource: 'arn:aws:s3:::one' })),
  policy(
    'CKV_AWS_63',
    'one of many actions is all of them',
    andAllows(['s3:GetObject', '*'], { Resource: 'arn:aws:s3:::one/*' }),
  ),
  policy('CKV2_AWS_40', 'a role may do everything in IAM', andAllows('iam:*')),
  policy('CKV2_AWS_40', 'a managed policy of CI allows all of IAM', andAllows('IAM:*'), {
    type: 'aws_iam_policy',
    path: 'network/look',
  }),
  policy(
    'FSBP.IAM.21',
    'a role may do everything with one queue',
    andAllows('sqs:*', { Resource: 'arn:aws:sqs:eu-west-1:1:q' }),
  ),
  policy(
    'FSBP.IAM.21',
    'workers may do everything with their part of the content',
    inPolicy(([, read]) => (read.Action = 's3:*')),
    {
      path: 'fetcher/identity/content',
    },
  ),
  policy('AwsSolutions-IAM5', 'a role may look at whatever begins with Describe', andAllows('ec2:Describe*')),
  policy(
    'AwsSolutions-IAM5',
    'an action has a question mark',
    andAllows('s3:GetObjec?', { Resource: 'arn:aws:s3:::one/*' }),
  ),
  policy(
    'MAL_IAM_1',
    'a role may do all but IAM',
    inPolicy((statements) => statements.push({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })),
  ),
  policy(
    'MAL_IAM_1',
    'a role may read all buckets but one',
    andAllows('s3:GetObject', { NotResource: 'arn:aws:s3:::one/*' }),
  ),

  policy('CKV_AWS_286', 'a role may pass every role', andAllows('iam:PassRole')),
  policy(
    'CKV_AWS_286',
    'a role may pass every role of the account to EC2',
    andAllows('iam:PassRole', {
      Resource: `arn:aws:iam::${id}:role/*`,
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    }),
  ),
  policy('CKV_AWS_286', 'a role may write policies of every role', andAllows('iam:PutRolePolicy')),
  policy('CKV_AWS_286', 'a role may run commands on every instance', andAllows('ssm:SendCommand')),
  policy('CKV_AWS_286', 'a pattern of actions has one among it that changes policies', andAllows('iam:*RolePolicy')),
  policy(
    'CKV_AWS_286',
    "a deploy may pass every role, not only its app's",
    inPolicy((statements) => {
      for (const statement of statements)
        if ([statement.Action].flat().includes('iam:PassRole')) statement.Resource = '*';
    }),
    { type: 'aws_iam_policy', path: 'data/named' },
  ),
  policy('CKV_AWS_287', 'a role may become every other', andAllows('sts:AssumeRole')),
  policy(
    'CKV_AWS_287',
    'a role may make access keys for every user',
    andAllows('iam:CreateAccessKey', { Resource: `arn:aws:iam::${id}:user/*` }),
  ),
  policy('CKV_AWS_288', 'a role may read every object', andAllows('s3:GetObject')),
  policy(
    'CKV_AWS_288',
    'a role may read every object of every bucket, by an ARN',
    andAllows('s3:GetObject', { Resource: 'arn:aws:s3:::*/*' }),
  ),
  policy(
    'CKV_AWS_288',
    'web servers may read every secret',
    inPolicy(([password]) => (password.Resource = '*')),
    { path: 'web/identity/database' },
  ),
  policy(
    'CKV_AWS_288',
    'instances may decrypt with every key, if over TLS',
    andAllows('kms:Decrypt', { Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
  ),
  policy('CKV_AWS_289', 'a role may write policies of every bucket', andAllows('s3:PutBucketPolicy')),
  policy(
    'CKV_AWS_289',
    'a role may lend every key of the region',
    andAllows('kms:CreateGrant', { Resource: `arn:aws:kms:eu-west-1:${id}:key/*` }),
  ),
  policy(
    'CKV_AWS_290',
    'CodeDeploy may take every server out of service',
    inPolicy((statements) => {
      for (const statement of statements) if (statement.Sid === 'TakeOutOfService') statement.Resource = '*';
    }),
  ),
  policy(
    'CKV_AWS_290',
    'a deploy may change what carries no tag of its team',
    inPolicy((statements) => {
      for (const statement of statements) delete statement.Condition;
    }),
    { path: 'network/deploy/change' },
  ),
  policy(
    'CKV_AWS_290',
    'a condition lets through what lacks the tag',
    inPolicy((statements) => {
      for (const statement of statements) {
        if (statement.Condition) statement.Condition = { StringEqualsIfExists: { 'aws:ResourceTag/Team': 'network' } };
      }
    }),
    { path: 'network/deploy/change' },
  ),
  ...Object.entries({
    'whatever is in the account': { StringEquals: { 'aws:ResourceAccount': id } },
    'whatever there is, being of the account': { StringEquals: { 'aws:PrincipalAccount': id } },
    'whatever there is, being a role': { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
    'whatever there is, from anywhere': { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
    'whatever has a tag': { StringLike: { 'aws:ResourceTag/Team': '?*' } },
  }).map(([what, Condition]) =>
    policy('CKV_AWS_290', `a role may delete ${what}`, andAllows('ec2:DeleteVpc', { Resource: '*', Condition })),
  ),
  policy(
    'CKV_AWS_286',
    'a role may attach whichever policy, by an ARN',
    andAllows('iam:AttachRolePolicy', {
      Resource: '*',
      Condition: { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::*:policy/*' } },
    }),
  ),
  policy(
    'CKV_AWS_288',
    'a role may decrypt with every key, by whichever service',
    andAllows('kms:Decrypt', {
      Resource: '*',
      Condition: { StringLike: { 'kms:ViaService': '*.amazonaws.com' } },
    }),
  ),
  policy(
    'CKV_AWS_355',
    'a statement with a resource gets all of them',
    inPolicy((statements) => {
      for (const statement of statements) if (statement.Sid === 'HookIntoGroups') statement.Resource = '*';
    }),
  ),
  policy(
    'CKV_AWS_355',
    'an action that knows resources comes among those that know none',
    inPolicy(([look]) => look.Action.push('s3:ListBucket')),
  ),
];
