import { remove, type Mutation } from '../../testing/mutation';

/** A resource that names the user, as if somebody had made it beside him. */
const beside =
  (type: string, attributes: object = {}) =>
  (
    { '//': { metadata } }: { '//': { metadata: { uniqueId: string } } },
    resources: Record<string, Record<string, object>>,
  ) => {
    resources[type] = {
      ...resources[type],
      beside: {
        '//': { metadata: { path: 'delivery/beside' } },
        user: `\${aws_iam_user.${metadata.uniqueId}.name}`,
        ...attributes,
      },
    };
  };

const user = (rule: string, what: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type: 'aws_iam_user',
  change,
});

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::x/*' }],
});

export const userMutations: readonly Mutation[] = [
  {
    rule: 'CKV_AWS_273',
    what: 'a second user is made',
    type: 'aws_iam_user',
    change: beside('aws_iam_user', { name: 'production-somebody', path: '/delivery/' }),
  },
  user('CKV2_AWS_22', 'the user gets a password', beside('aws_iam_user_login_profile')),
  user('CKV_AWS_40', 'the user gets a policy of its own', beside('aws_iam_user_policy', { name: 'own', policy })),
  user(
    'CKV_AWS_40',
    "the user is given one of AWS's policies",
    beside('aws_iam_user_policy_attachment', { policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
  ),
  {
    rule: 'CKV2_AWS_21',
    what: 'the user is in no group',
    type: 'aws_iam_group_membership',
    change: remove,
  },
  {
    rule: 'CKV2_AWS_14',
    what: 'nobody says who is in the group',
    type: 'aws_iam_group_membership',
    change: remove,
  },
  {
    rule: 'CKV2_AWS_14',
    what: 'somebody else is in the group',
    type: 'aws_iam_group_membership',
    change: (config) => config.users.push('administrator'),
  },
  user('MAL_IAM_24', "the user's key is made by Terraform", beside('aws_iam_access_key')),
  user('MAL_IAM_24', "the user's password is made by Terraform", beside('aws_iam_user_login_profile')),
  user('MAL_IAM_25', 'there is a second user', beside('aws_iam_user', { name: 'x', path: '/delivery/' })),
  {
    rule: 'MAL_IAM_25',
    what: 'a branch has a user',
    kind: 'branch',
    type: 'aws_codedeploy_app',
    change: beside('aws_iam_user', { name: 'x', path: '/delivery/' }),
  },
  user('MAL_IAM_9', 'the user is within no boundary', (config) => delete config.permissions_boundary),
  user('MAL_IAM_10', 'the user is under the path of nobody', (config) => (config.path = '/')),
  {
    rule: 'MAL_IAM_10',
    what: 'the group is under the path of another app',
    type: 'aws_iam_group',
    change: (config) => (config.path = '/data/'),
  },
];
