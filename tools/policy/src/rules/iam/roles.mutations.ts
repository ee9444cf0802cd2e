import { accounts } from '@malinshopper/environments';
import { type Mutation } from '../../testing/mutation';
import { paths, role, trust } from './on-roles';

const { id } = accounts.production;

const ofAws = (name: string) => [`arn:aws:iam::aws:policy/${name}`];

export const roleMutations: readonly Mutation[] = [
  role(
    'CKV_AWS_274',
    'a role is given AdministratorAccess',
    paths.app,
    (config) => (config.managed_policy_arns = ofAws('AdministratorAccess')),
  ),
  {
    rule: 'CKV_AWS_274',
    what: 'a role of CI is attached AdministratorAccess',
    type: 'aws_iam_role_policy_attachment',
    path: 'network/plan/attached-look',
    change: (config) => (config.policy_arn = ofAws('AdministratorAccess')[0]),
  },
  role(
    'CKV2_AWS_56',
    'a role is given IAMFullAccess',
    paths.app,
    (config) => (config.managed_policy_arns = ofAws('IAMFullAccess')),
  ),
  role(
    'AwsSolutions-IAM4',
    "a role is given AWS's policy for CodeDeploy",
    paths.app,
    (config) => (config.managed_policy_arns = ofAws('service-role/AWSCodeDeployRole')),
  ),
  {
    rule: 'AwsSolutions-IAM4',
    what: 'a plan is given ReadOnlyAccess',
    type: 'aws_iam_role_policy_attachment',
    path: 'network/plan/attached-look',
    change: (config) => (config.policy_arn = ofAws('ReadOnlyAccess')[0]),
  },
  role(
    'MAL_IAM_8',
    'a role has a policy in a block',
    paths.app,
    (config) => (config.inline_policy = [{ name: 'more', policy: '{}' }]),
  ),
  role('MAL_IAM_9', 'a role loses its boundary', paths.app, (config) => delete config.permissions_boundary),
  role(
    'MAL_IAM_9',
    "a role has AWS's policy as its boundary",
    paths.app,
    (config) => (config.permissions_boundary = ofAws('PowerUserAccess')[0]),
  ),
  role(
    'MAL_IAM_9',
    'a role has a boundary that nobody makes',
    paths.ci,
    (config) => (config.permissions_boundary = `arn:aws:iam::${id}:policy/gone`),
  ),
  role('MAL_IAM_10', 'a role has no path', paths.app, (config) => delete config.path),
  role('MAL_IAM_10', "a role is under another app's path", paths.app, (config) => (config.path = '/compute/')),
  role(
    'MAL_IAM_10',
    'an identity of CI is under the path of an app',
    paths.ci,
    (config) => (config.path = '/network/'),
  ),
  role('MAL_IAM_11', 'sessions of CI last half a day', paths.ci, (config) => (config.max_session_duration = 43_200)),
  {
    rule: 'MAL_IAM_12',
    what: 'an instance profile is under no path',
    type: 'aws_iam_instance_profile',
    change: (config) => delete config.path,
  },
  {
    rule: 'MAL_IAM_12',
    what: 'instances act as a role by a name that nobody makes',
    type: 'aws_iam_instance_profile',
    change: (config) => (config.role = 'administrator'),
  },
  role(
    'MAL_IAM_12',
    'CodeDeploy may act as the role of web servers too',
    'compute/web/identity/Resource',
    trust((statements) => {
      statements.push({
        Effect: 'Allow',
        Principal: { Service: 'codedeploy.amazonaws.com' },
        Action: 'sts:AssumeRole',
      });
    }),
  ),
];
