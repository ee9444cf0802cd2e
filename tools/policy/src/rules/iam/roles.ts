import { teams } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { isFederated, isForReleases } from './github';
import { boundaryOf } from './permissions';
import { isForPeople } from './people';
import { isOf, trustOf } from './trust';

const types = ['aws_iam_role'];
/** What a role is given by its own attributes or by attachments: the addresses of managed policies. */
const managed = (resource: Resource, world: World): readonly string[] =>
  resource.type === 'aws_iam_role'
    ? ((world.resolve(resource.config['managed_policy_arns'], resource.stack) ?? []) as string[])
    : [String(world.resolve(resource.config['policy_arn'], resource.stack))];

const ofAws = (resource: Resource, world: World) =>
  managed(resource, world).filter((arn) => /^arn:aws[\w-]*:iam::aws:policy\//.test(arn));

const givingTypes = [
  ...types,
  'aws_iam_role_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
  'aws_iam_policy_attachment',
];

/** A rule against one of AWS's managed policies. */
const notThis = (rule: Omit<Rule, 'types' | 'check'>, name: RegExp): Rule => ({
  ...rule,
  types: givingTypes,
  check: (resource, world) => ofAws(resource, world).find((arn) => name.test(arn.split('/').at(-1)!)),
});

const apps = Object.values(teams).map(({ app }) => app);

/** By what a role is for, where it has to be; a user or a group is where its app is. */
function folderOf(role: Resource, world: World): string {
  if (role.type !== 'aws_iam_role' || isForReleases(role, world)) return role.app;
  if (isFederated(role, world)) return 'ci';
  return isForPeople(role, world) ? 'break-glass' : role.app;
}

export const roleRules: readonly Rule[] = [
  notThis(
    {
      id: 'CKV_AWS_274',
      title: 'Nobody is given AdministratorAccess',
      severity: 'critical',
      why: 'Such a role is the account',
      fix: 'Write a policy with the actions and resources that are needed',
    },
    /^AdministratorAccess/,
  ),
  notThis(
    {
      id: 'CKV2_AWS_56',
      title: 'Nobody is given IAMFullAccess',
      severity: 'critical',
      why: 'Whoever may do everything in IAM may do everything',
      fix: 'Write a policy with the actions and resources that are needed',
    },
    /^IAMFullAccess$/,
  ),
  notThis(
    {
      id: 'AwsSolutions-IAM4',
      title: "Nobody is given one of AWS's managed policies",
      severity: 'medium',
      why: 'They are for every resource of the account, and AWS adds to them without asking',
      fix: 'Copy the actions that are needed, with our resources, into policies of ServiceRole (libs/constructs)',
    },
    /./,
  ),
  {
    id: 'MAL_IAM_8',
    title: 'What a role may do stands in policies of their own',
    severity: 'medium',
    why: 'inline_policy blocks would be judged by no rule on policies, and Terraform calls them deprecated',
    fix: 'Use policies of ServiceRole (libs/constructs), or IamRolePolicy',
    types,
    check: ({ config }) => (config['inline_policy'] === undefined ? undefined : 'it has inline_policy'),
  },
  {
    id: 'MAL_IAM_9',
    covers: ['I1'],
    title: 'Every role and every user has a permissions boundary that the account app makes',
    severity: 'critical',
    why: 'Whoever may write policies could give a role everything: a boundary is what no policy reaches beyond',
    fix: 'Make it with ServiceRole (libs/constructs), or set permissionsBoundary: workloadBoundaryArn(account) (libs/stack)',
    types: [...types, 'aws_iam_user'],
    check: (role, world) => {
      const given = role.config['permissions_boundary'];
      if (given === undefined) return 'it has none';
      const boundary = boundaryOf(role, world);
      if (!boundary) return `${given} is no policy that an app makes`;
      return boundary.app === 'account' ? undefined : `${boundary.path} is not of the account app`;
    },
  },
  {
    id: 'MAL_IAM_10',
    title:
      'Every identity is under the path of its app; roles of deploying workflows are under /ci/, those of people under /break-glass/',
    severity: 'high',
    why: 'By the path, a team may touch the roles of its app and none of another, and nobody those of CI',
    fix: 'Make it with ServiceRole (libs/constructs), or set path to /<app>/; the other two are made in apps/account/src/access',
    types: [...types, 'aws_iam_user', 'aws_iam_group'],
    check: (role, world) => {
      const path = String(role.config['path'] ?? '/');
      const root = `/${folderOf(role, world)}/`;
      if (!apps.some((app) => app === role.app)) return `${role.app} is no team's app (environments/src/teams.ts)`;
      return path.startsWith(root) ? undefined : `path is ${JSON.stringify(path)}, not ${root}`;
    },
  },
  {
    id: 'MAL_IAM_11',
    title: 'A session of a role ends within an hour',
    severity: 'low',
    why: 'Credentials that are taken away by somebody are of use until then',
    fix: "Leave maxSessionDuration out: AWS's default is 3600 seconds",
    types,
    check: ({ config }) => {
      const seconds = Number(config['max_session_duration'] ?? 3600);
      return seconds <= 3600 ? undefined : `max_session_duration is ${seconds}`;
    },
  },
  {
    id: 'MAL_IAM_12',
    title: 'An instance profile holds a role that only instances act as, under the same path',
    severity: 'medium',
    why: 'What runs on an instance acts as this role: nothing else may, and the team of its app looks after both',
    fix: "Make the role with ServiceRole and service: 'ec2.amazonaws.com', the profile with path: /<app>/",
    types: ['aws_iam_instance_profile'],
    check: (profile, world) => {
      const role = world.targets(profile.config['role'], profile.stack).find(({ type }) => type === 'aws_iam_role');
      if (!role) return 'its role is none that an app makes';
      if (!isOf(role, 'ec2.amazonaws.com', world)) return `EC2 may not assume ${role.path}`;
      const others = trustOf(role, world).filter(
        ({ principals }) => principals?.['Service']?.join() !== 'ec2.amazonaws.com',
      );
      if (others.length > 0) return `others than EC2 may assume ${role.path}`;
      const path = String(profile.config['path'] ?? '/');
      return path === `/${profile.app}/` ? undefined : `path is ${JSON.stringify(path)}`;
    },
  },
];
