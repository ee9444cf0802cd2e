import { accounts, teams } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { inPolicy } from '../../testing/mutation';
import { alsoBroken, all, at, custom, never } from '../ask';
import { rulesOf } from '../table';
import { isFederated, isForReleases } from './github';
import { boundaryOf } from './permissions';
import { isForPeople } from './people';
import { roles } from '../statement-asks';
import { isOf, trustOf } from '../trust';

const [ec2, codeDeploy] = ['ec2.amazonaws.com', 'codedeploy.amazonaws.com'];
const assume = { Effect: 'Allow', Action: 'sts:AssumeRole' };
const [user, group] = ['aws_iam_user', 'aws_iam_group'];
const fix = 'Write a policy with only the needed actions and resources';

/** The ARNs of the managed policies that a role has in its attributes, or that an attachment gives. */
const managed = ({ type, config, stack }: Resource, world: World): readonly string[] =>
  type === 'aws_iam_role'
    ? ((world.resolve(config['managed_policy_arns'], stack) ?? []) as string[])
    : [String(world.resolve(config['policy_arn'], stack))];

/** No AWS managed policy with such a name is attached. `bad` is one, for the breaks. */
const noAwsPolicy = (name: RegExp, bad: string) =>
  custom(
    (resource, world) =>
      managed(resource, world).find(
        (arn) => /^arn:aws[\w-]*:iam::aws:policy\//.test(arn) && name.test(arn.split('/').at(-1)!),
      ),
    {
      [`a role has ${bad}`]: (config) => (config.managed_policy_arns = [`arn:aws:iam::aws:policy/${bad}`]),
      [`an attachment gives ${bad}`]: {
        type: 'aws_iam_role_policy_attachment',
        path: 'network/plan/attached-look',
        change: (config) => (config.policy_arn = `arn:aws:iam::aws:policy/${bad}`),
      },
    },
  );

export const managedPolicies = rulesOf(
  [
    'aws_iam_role',
    'aws_iam_role_policy_attachment',
    'aws_iam_user_policy_attachment',
    'aws_iam_group_policy_attachment',
    'aws_iam_policy_attachment',
  ],
  {
    CKV_AWS_274: {
      title: 'AdministratorAccess is not attached',
      severity: 'critical',
      why: 'Such a role controls the account',
      fix,
      ask: noAwsPolicy(/^AdministratorAccess/, 'AdministratorAccess'),
    },
    CKV2_AWS_56: {
      title: 'IAMFullAccess is not attached',
      severity: 'critical',
      why: 'All of IAM includes granting oneself every other permission',
      fix,
      ask: noAwsPolicy(/^IAMFullAccess$/, 'IAMFullAccess'),
    },
    'AwsSolutions-IAM4': {
      title: 'Managed policies of AWS are not attached',
      severity: 'medium',
      why: 'Managed policies allow actions on every resource of the account, and AWS adds actions to them',
      fix: 'Copy the needed actions, limited to resources of this repository, into policies of ServiceRole (libs/constructs)',
      ask: noAwsPolicy(/./, 'service-role/AWSCodeDeployRole'),
    },
  },
  roles.app,
);

/**
 * The first part of the IAM path that an identity must have: `ci` or `break-glass` for a role of this kind, else the
 * name of its app.
 */
function folderOf(role: Resource, world: World): string {
  if (role.type !== 'aws_iam_role' || isForReleases(role, world)) return role.app;
  if (isFederated(role, world)) return 'ci';
  return isForPeople(role, world) ? 'break-glass' : role.app;
}

const apps: readonly string[] = Object.values(teams).map(({ app }) => app);

export const identities = rulesOf(
  'aws_iam_role',
  {
    MAL_IAM_8: {
      title: 'Roles have no inline_policy blocks',
      severity: 'medium',
      why: 'The rules on policies do not read inline_policy blocks, and Terraform has deprecated them',
      fix: 'Use policies of ServiceRole (libs/constructs), or IamRolePolicy',
      ask: never('inline_policy', [{ name: 'more', policy: '{}' }]),
    },
    MAL_IAM_9: {
      title: 'Roles and users have a permissions boundary that the app account creates',
      severity: 'critical',
      covers: 'I1',
      types: ['aws_iam_role', user],
      why: 'A boundary is the upper limit of every policy: without it, write access to policies gives every permission',
      fix: 'Create the role with ServiceRole (libs/constructs), or set permissionsBoundary: workloadBoundaryArn(account, app) (libs/stack)',
      ask: alsoBroken(
        at(
          'permissions_boundary',
          (_arn, role, world) => boundaryOf(role, world)?.app === 'account',
          undefined,
          'arn:aws:iam::aws:policy/PowerUserAccess',
          `arn:aws:iam::${accounts.production.id}:policy/gone`,
        ),
        { 'a user has no boundary': { type: user, path: '', change: (config) => delete config.permissions_boundary } },
      ),
    },
    MAL_IAM_10: {
      title:
        'The IAM path of a role, user or group begins with its app, with ci (roles of CI) or with break-glass (roles for emergencies)',
      severity: 'high',
      types: ['aws_iam_role', user, group],
      why: 'A team may change only the roles under the path of its app',
      fix: 'Create the role with ServiceRole (libs/constructs), or set path to /<app>/. Only apps/account/src/access uses the paths /ci/ and /break-glass/',
      ask: custom(
        (role, world) => {
          if (!apps.includes(role.app)) return `${role.app} is no team's app (environments/src/teams.ts)`;
          const [path, root] = [String(role.config['path'] ?? '/'), `/${folderOf(role, world)}/`];
          return path.startsWith(root) ? undefined : `path is ${JSON.stringify(path)}, not ${root}`;
        },
        {
          'a role has no path': (config) => delete config.path,
          'a role has the path of another app': (config) => (config.path = '/compute/'),
          'a role of CI has the path of an app': { ...roles.ci, change: (config) => (config.path = '/network/') },
          'a user has no path': { type: user, path: '', change: (config) => (config.path = '/') },
          'a group has the path of another app': {
            type: group,
            path: '',
            change: (config) => (config.path = '/data/'),
          },
        },
      ),
    },
    MAL_IAM_11: {
      title: 'Sessions of roles end within an hour',
      severity: 'low',
      why: 'Stolen credentials are valid until then',
      fix: 'Leave maxSessionDuration out: the default is 3600 seconds',
      ask: at('max_session_duration', (seconds) => Number(seconds ?? 3600) <= 3600, 43_200),
      tried: roles.ci,
    },
    MAL_IAM_12: {
      title: 'Instance profiles contain a role for instances only, under the path of the app',
      severity: 'medium',
      types: ['aws_iam_instance_profile'],
      why: 'Every program on the instance has this role, and the team of the app is responsible for both',
      fix: "Create the role with ServiceRole and service: 'ec2.amazonaws.com', the profile with path: /<app>/",
      ask: all(
        at('path', (path, profile) => path === `/${profile.app}/`, undefined),
        custom(
          (profile, world) => {
            const role = world
              .targets(profile.config['role'], profile.stack)
              .find(({ type }) => type === 'aws_iam_role');
            if (!role) return 'its role is not in this repository';
            if (!isOf(role, ec2, world)) return `EC2 may not assume ${role.path}`;
            const isShared = trustOf(role, world).some(({ principals }) => principals?.['Service']?.join() !== ec2);
            return isShared ? `other services than EC2 may assume ${role.path}` : undefined;
          },
          {
            'the role is a name that no app creates': (config) => (config.role = 'administrator'),
            'CodeDeploy may also assume the role of web servers': {
              type: 'aws_iam_role',
              path: 'compute/web/identity/Resource',
              change: inPolicy(
                (all) => all.push({ ...assume, Principal: { Service: codeDeploy } }),
                'assume_role_policy',
              ),
            },
          },
        ),
      ),
      tried: {},
    },
  },
  roles.app,
);
