import {
  configOf,
  idOf,
  add,
  inStatements,
  trust,
  rolePolicy,
  allow,
  accountId,
  type Attack,
  type Changeable,
  type Stacks,
} from './attack';

/** Attacks: permissions of instances and other workloads. */
export const workloads: readonly Attack[] = [
  ...Object.entries({
    'assume ci': allow('sts:AssumeRole', `arn:aws:iam::${accountId}:role/ci/*`),
    'assume any': allow('sts:AssumeRole', '*'),
    'assume by path wildcard': allow('sts:AssumeRole', `arn:aws:iam::${accountId}:role/*/data-deploy`),
    'pass any role': allow('iam:PassRole', '*'),
    'pass path': allow('iam:PassRole', `arn:aws:iam::${accountId}:role/c*`),
    'master secret': allow(
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:rds!*`,
    ),
    'every secret': allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:*`),
    'secret by list': allow(['secretsmanager:Get*'], '*'),
    'secret with ?': allow(
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:rds?db-*`,
    ),
    'batch secrets': allow('secretsmanager:BatchGetSecretValue', '*'),
    'content of other env': allow('s3:PutObject', `arn:aws:s3:::malinshopper-*-content-${accountId}/*`),
    'state read': allow('s3:GetObject', `arn:aws:s3:::malinshopper-terraform-state-${accountId}/*`),
    'any bucket': allow('s3:*', 'arn:aws:s3:::*'),
    notaction: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
    notresource: { Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::x/*' },
    'tag vpc': allow('ec2:CreateTags', '*'),
    'run instances': allow('ec2:RunInstances', '*'),
    sendcommand: allow('ssm:SendCommand', '*'),
    'start session': allow('ssm:StartSession', '*'),
    'open fw': allow('ec2:AuthorizeSecurityGroupIngress', '*'),
    'delete trail': allow('cloudtrail:StopLogging', '*'),
    'delete log': allow('logs:DeleteLogGroup', '*'),
    'snapshot share': allow('rds:ModifyDBSnapshotAttribute', '*'),
    'ec2 share': allow('ec2:ModifySnapshotAttribute', '*'),
    'kms decrypt any': allow('kms:Decrypt', '*'),
    'kms grant': allow('kms:CreateGrant', '*'),
    iam: allow('iam:CreateAccessKey', '*'),
    'lambda code': allow('lambda:UpdateFunctionCode', '*'),
    codedeploy: allow('codedeploy:CreateDeployment', '*'),
    route53: allow('route53:ChangeResourceRecordSets', '*'),
    publish: allow('sns:Publish', '*'),
    'asg suspend': allow('autoscaling:SuspendProcesses', '*'),
    'other tag beside': allow('autoscaling:SetInstanceHealth', '*', {
      StringEquals: { 'aws:ResourceTag/Team': ['compute', 'data'] },
    }),
    'tag like': allow('autoscaling:SetInstanceHealth', '*', { StringLike: { 'aws:ResourceTag/Team': '*' } }),
    'tag ifexists': allow('autoscaling:TerminateInstanceInAutoScalingGroup', '*', {
      StringEqualsIfExists: { 'aws:ResourceTag/Team': 'compute' },
    }),
    'metrics any': allow('cloudwatch:PutMetricData', '*'),
    'disable alarms': allow('cloudwatch:DisableAlarmActions', '*'),
    sqs: allow('sqs:PurgeQueue', '*'),
    params: allow('ssm:GetParameter', '*'),
    ecr: allow('ecr:*', '*'),
    'unknown service': allow('quantumledger:Do', '*'),
    'unknown action': allow('s3:GetEverything', '*'),
    'invoke users job': allow('lambda:InvokeFunction', '*'),
    'rds restore': allow('rds:RestoreDBInstanceFromDBSnapshot', '*'),
    organizations: allow('organizations:LeaveOrganization', '*'),
    budget: allow('budgets:ModifyBudget', '*'),
    'rds connect any': allow('rds-db:connect', '*'),
  }).map(
    ([n, s]) =>
      [
        `web role: ${n}`,
        (d: Stacks) => rolePolicy(d, 'compute', 'compute/web/identity/content', (x) => x.push(s)),
      ] as Attack,
  ),
  [
    'web role reads worker secret',
    (d) =>
      rolePolicy(d, 'compute', 'compute/web/identity/database', (s) => {
        s[0].Resource = '${data.terraform_remote_state.data.outputs.databaseSecretArns.worker}';
      }),
  ],
  [
    'web role all objects of the packages',
    (d) =>
      rolePolicy(d, 'compute', 'compute/web/identity/content', (s) => {
        s.push(allow('s3:DeleteObject', '${data.terraform_remote_state.data.outputs.packageBucketArn}/*'));
      }),
  ],
  [
    'web role writes content',
    (d) =>
      rolePolicy(d, 'compute', 'compute/web/identity/content', (s) => {
        s[1].Action = ['s3:GetObject', 's3:PutObject'];
      }),
  ],
  [
    'fetcher writes all content',
    (d) =>
      rolePolicy(d, 'compute', 'compute/fetcher/identity/content', (s) => {
        s.push(allow('s3:PutObject', '${data.terraform_remote_state.data.outputs.contentBucketArn}/*'));
      }),
  ],
  [
    'role without boundary',
    (d) => {
      delete configOf(d, 'compute', 'aws_iam_role', 'compute/web/identity/Resource').permissions_boundary;
    },
  ],
  [
    'role with other boundary',
    (d) => {
      configOf(d, 'compute', 'aws_iam_role', 'compute/web/identity/Resource').permissions_boundary =
        'arn:aws:iam::aws:policy/AdministratorAccess';
    },
  ],
  [
    'role with other path',
    (d) => {
      configOf(d, 'compute', 'aws_iam_role', 'compute/web/identity/Resource').path = '/ci/';
    },
  ],
  [
    'role trust of account root',
    (d) =>
      trust(d, 'compute', 'compute/web/identity/Resource', (s) =>
        s.push({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }),
      ),
  ],
  [
    'role trust of foreign',
    (d) =>
      trust(d, 'compute', 'compute/web/identity/Resource', (s) =>
        s.push({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999999999999:root' }, Action: 'sts:AssumeRole' }),
      ),
  ],
  [
    'role trust tag session',
    (d) =>
      trust(d, 'compute', 'compute/web/identity/Resource', (s) => {
        s[0].Action = ['sts:AssumeRole', 'sts:TagSession'];
      }),
  ],
  [
    'attached admin',
    (d) => {
      const id = idOf(d, 'compute', 'aws_iam_role', 'compute/web/identity/Resource');
      add(d, 'compute', 'aws_iam_role_policy_attachment', 'x', {
        role: `\${aws_iam_role.${id}.name}`,
        policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      });
    },
  ],
  [
    'attached poweruser',
    (d) => {
      const id = idOf(d, 'compute', 'aws_iam_role', 'compute/web/identity/Resource');
      add(d, 'compute', 'aws_iam_role_policy_attachment', 'x', {
        role: `\${aws_iam_role.${id}.name}`,
        policy_arn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      });
    },
  ],
  [
    'exclusive attachment',
    (d) => {
      add(d, 'compute', 'aws_iam_policy_attachment', 'x', {
        name: 'x',
        roles: ['web'],
        policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      });
    },
  ],
  [
    'an access key',
    (d) => {
      add(d, 'delivery', 'aws_iam_access_key', 'x', { user: '${aws_iam_user.continuousphp_user_1.name}' });
    },
  ],
  [
    'login profile',
    (d) => {
      add(d, 'delivery', 'aws_iam_user_login_profile', 'x', { user: 'x' });
    },
  ],
  [
    'group admin',
    (d) => {
      const c = Object.values<Changeable>(d.delivery.resource.aws_iam_group_policy)[0];
      c.policy = inStatements(c.policy, (s) => s.push(allow('*', '*')));
    },
  ],
];
