import { configOf, add, trust, rolePolicy, allow, accountId, type Attack, type Stacks } from './attack';

/** Attacks: permissions and trust of the roles of CI. */
export const ciRoles: readonly Attack[] = [
  ...Object.entries({
    'iam all': allow('iam:*', '*'),
    'other team tag': allow('rds:DeleteDBInstance', '*', {
      StringEquals: { 'aws:ResourceTag/Team': ['data', 'compute'] },
    }),
    'ec2 delete tags': allow('ec2:DeleteTags', '*'),
    'state of others': allow(
      's3:PutObject',
      `arn:aws:s3:::malinshopper-terraform-state-${accountId}/production/network.tfstate`,
    ),
    'state all': allow('s3:PutObject', `arn:aws:s3:::malinshopper-terraform-state-${accountId}/*`),
    'versions of state': allow('s3:DeleteObjectVersion', `arn:aws:s3:::malinshopper-terraform-state-${accountId}/*`),
    'assume other ci': allow('sts:AssumeRole', `arn:aws:iam::${accountId}:role/ci/*`),
    'edit boundary': allow('iam:CreatePolicyVersion', '*'),
    'put role policy other app': allow('iam:PutRolePolicy', `arn:aws:iam::${accountId}:role/compute/*`),
    'put role policy own ci': allow('iam:PutRolePolicy', `arn:aws:iam::${accountId}:role/ci/data-deploy`),
    'create role without boundary': allow('iam:CreateRole', `arn:aws:iam::${accountId}:role/data/*`),
    'delete boundary': allow('iam:DeleteRolePermissionsBoundary', '*'),
    trail: allow('cloudtrail:*', '*'),
    'update trust': allow('iam:UpdateAssumeRolePolicy', '*'),
    oidc: allow('iam:UpdateOpenIDConnectProviderThumbprint', '*'),
    'add client id': allow('iam:AddClientIDToOpenIDConnectProvider', '*'),
    'master secret': allow('secretsmanager:GetSecretValue', '*'),
    'kms decrypt': allow('kms:Decrypt', '*'),
    'kms put policy': allow('kms:PutKeyPolicy', '*'),
    'ssm doc': allow('ssm:UpdateDocument', '*'),
    'attach user': allow('iam:AttachUserPolicy', '*'),
    'passrole star': allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    events: allow('events:DisableRule', '*'),
    zone: allow('route53:ChangeResourceRecordSets', '*'),
  }).map(
    ([n, s]) =>
      [
        `data-deploy: ${n}`,
        (d: Stacks) => rolePolicy(d, 'account', 'account/access/data/deploy/change', (x) => x.push(s)),
      ] as Attack,
  ),
  ...Object.entries({
    'subject any env': 'repo:malinshopper/infrastructure:environment:*',
    'subject other env': 'repo:malinshopper/infrastructure:environment:testing-data-deploy',
    'nonexistent env': 'repo:malinshopper/infrastructure:environment:production-search-deploy',
    branch: 'repo:malinshopper/infrastructure:ref:refs/heads/main',
    'other repo': 'repo:evil/infrastructure:environment:production-data-deploy',
    'plan env': 'repo:malinshopper/infrastructure:environment:production-data-plan',
    'pull request': 'repo:malinshopper/infrastructure:pull_request',
    'other team': 'repo:malinshopper/infrastructure:environment:production-compute-deploy',
    'wild org': 'repo:malinshopper*/infrastructure:environment:production-data-deploy',
  }).flatMap(
    ([n, v]) =>
      [
        [
          `trust subject ${n}`,
          (d: Stacks) =>
            trust(d, 'account', 'account/access/data/deploy/Resource', (s) => {
              s[0].Condition.StringEquals['token.actions.githubusercontent.com:sub'] = v;
            }),
        ],
        [
          `trust subject like ${n}`,
          (d: Stacks) =>
            trust(d, 'account', 'account/access/data/deploy/Resource', (s) => {
              const q = s[0].Condition.StringEquals;
              delete q['token.actions.githubusercontent.com:sub'];
              s[0].Condition.StringLike = { 'token.actions.githubusercontent.com:sub': v };
            }),
        ],
        [
          `trust subject also ${n}`,
          (d: Stacks) =>
            trust(d, 'account', 'account/access/data/deploy/Resource', (s) => {
              const q = s[0].Condition.StringEquals;
              const k = 'token.actions.githubusercontent.com:sub';
              q[k] = [q[k], v];
            }),
        ],
      ] as Attack[],
  ),
  [
    'trust without aud',
    (d) =>
      trust(d, 'account', 'account/access/data/deploy/Resource', (s) => {
        delete s[0].Condition.StringEquals['token.actions.githubusercontent.com:aud'];
      }),
  ],
  [
    'trust without conditions',
    (d) =>
      trust(d, 'account', 'account/access/data/deploy/Resource', (s) => {
        delete s[0].Condition;
      }),
  ],
  [
    'trust by actor',
    (d) =>
      trust(d, 'account', 'account/access/data/deploy/Resource', (s) => {
        s[0].Condition = { StringEquals: { 'token.actions.githubusercontent.com:actor': 'x' } };
      }),
  ],
  [
    'oidc provider thumb stranger url',
    (d) => {
      configOf(d, 'account', 'aws_iam_openid_connect_provider', 'account/access/github').url = 'https://token.evil.com';
    },
  ],
  [
    'oidc client list',
    (d) => {
      configOf(d, 'account', 'aws_iam_openid_connect_provider', 'account/access/github').client_id_list.push('evil');
    },
  ],
  [
    'second oidc provider',
    (d) => {
      add(d, 'account', 'aws_iam_openid_connect_provider', 'x', {
        url: 'https://evil.com',
        client_id_list: ['sts.amazonaws.com'],
      });
    },
  ],
  [
    'saml provider',
    (d) => {
      add(d, 'account', 'aws_iam_saml_provider', 'x', { name: 'x', saml_metadata_document: 'x' });
    },
  ],
  [
    'break-glass trust widened',
    (d) =>
      trust(d, 'account', 'account/access/break-glass/role', (s) => {
        delete s[0].Condition;
      }),
  ],
];
