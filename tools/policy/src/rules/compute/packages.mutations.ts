import { inPolicy, remove, type Mutation } from '../../testing/mutation';

const policy = { type: 'aws_iam_role_policy', path: 'web/identity/packages' };
const packages = '${data.terraform_remote_state.data.outputs.packageBucketArn}';

export const packageMutations: readonly Mutation[] = [
  {
    rule: 'MAL_PKG_1',
    what: 'revisions have no versions',
    type: 'aws_s3_bucket_versioning',
    path: 'packages/versioning',
    change: (config) => (config.versioning_configuration.status = 'Suspended'),
  },
  {
    rule: 'MAL_PKG_1',
    what: 'revisions stay for ever',
    type: 'aws_s3_bucket_lifecycle_configuration',
    path: 'packages/lifecycle',
    change: remove,
  },
  {
    rule: 'MAL_PKG_1',
    what: 'revisions go after a week',
    type: 'aws_s3_bucket_lifecycle_configuration',
    path: 'packages/lifecycle',
    change: (config) => {
      const old = config.rule.find(({ filter }: { filter: [{ prefix: string }] }) => filter[0].prefix === 'releases/');
      old.expiration[0].days = 7;
    },
  },
  {
    rule: 'MAL_PKG_2',
    what: 'a web server reads the certificates of a cluster',
    ...policy,
    change: inPolicy((statements) => (statements[0].Resource = `${packages}/*`)),
  },
  {
    rule: 'MAL_PKG_2',
    what: 'a web server puts revisions',
    ...policy,
    change: inPolicy((statements) => statements[0].Action.push('s3:PutObject')),
  },
  {
    rule: 'MAL_PKG_2',
    what: 'a web server does everything with revisions',
    ...policy,
    change: inPolicy((statements) => (statements[0].Action = 's3:*')),
  },
  {
    rule: 'MAL_PKG_2',
    what: 'a web server reads every bucket there is',
    ...policy,
    change: inPolicy((statements) =>
      statements.push({ Sid: 'All', Effect: 'Allow', Action: 's3:Get*', Resource: '*' }),
    ),
  },
  { rule: 'MAL_PKG_2', what: 'a web server reads no revision', ...policy, change: remove },
];
