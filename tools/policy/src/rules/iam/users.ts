import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

const types = ['aws_iam_user'];

const named = (type: string, world: World, user: Resource) => world.thatName(user, type).map(({ path }) => path);

/** A rule against anything of a type that is made for a user. */
const hasNo = (rule: Omit<Rule, 'types' | 'check'>, type: string, ...others: readonly string[]): Rule => ({
  ...rule,
  types,
  check: (user, world) => {
    const [found] = [type, ...others].flatMap((each) => named(each, world, user));
    return found && `it has ${found}`;
  },
});

/** The groups that a user is put into. */
const groupsOf = (user: Resource, world: World) =>
  world
    .thatName(user, 'aws_iam_group_membership', 'aws_iam_user_group_membership')
    .flatMap((membership) => world.namedBy(membership).filter(({ type }) => type === 'aws_iam_group'));

/** What lets somebody in as a user. */
const credentials = [
  'aws_iam_access_key',
  'aws_iam_service_specific_credential',
  'aws_iam_signing_certificate',
  'aws_iam_user_login_profile',
  'aws_iam_user_ssh_key',
];

/** Users: for programs that know no roles, one for each environment. */
export const userRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_273',
    title: 'Who uses AWS has a role: there are no users',
    severity: 'medium',
    why: 'The key of a user is good until somebody takes it away, wherever it got to',
    fix: 'Make a role that people assume by IAM Identity Center, services by themselves, workflows by OpenID Connect',
    types,
    check: () => 'it is a user',
  },
  hasNo(
    {
      id: 'CKV2_AWS_22',
      covers: ['P4'],
      title: 'No user gets into the console',
      severity: 'high',
      why: 'Users are programs here; a password would be a person who never had a second factor',
      fix: 'Leave the login profile out',
    },
    'aws_iam_user_login_profile',
  ),
  hasNo(
    {
      id: 'CKV_AWS_40',
      covers: ['P4'],
      title: 'What a user may do, a group says',
      severity: 'medium',
      why: 'It stands in one place, also for a second user while a key is changed',
      fix: 'Put the policy on the group of the user (apps/delivery/src/releasing/continuousphp.ts)',
    },
    'aws_iam_user_policy',
    'aws_iam_user_policy_attachment',
    'aws_iam_policy_attachment',
  ),
  {
    id: 'CKV2_AWS_21',
    covers: ['P4'],
    title: 'Every user is a member of one group',
    severity: 'medium',
    why: 'In none, a user may do nothing, and is left over; in two, what it may do stands in two places',
    fix: 'Name it in an IamGroupMembership',
    types,
    check: (user, world) => {
      const groups = groupsOf(user, world).length;
      return groups === 1 ? undefined : `it is in ${groups} groups`;
    },
  },
  {
    id: 'CKV2_AWS_14',
    covers: ['P4'],
    title: 'A group has one member, who is a user of ours',
    severity: 'high',
    why: 'No boundary is on a group: whoever else is in it has what it gives without one',
    fix: 'Make an IamGroupMembership with the one user: it takes out whom somebody else has put in',
    types: ['aws_iam_group'],
    check: (group, world) => {
      const [membership, ...others] = world.thatName(group, 'aws_iam_group_membership');
      if (!membership || others.length > 0) return `it has ${membership ? others.length + 1 : 'no'} list of members`;
      const members = (membership.config['users'] ?? []) as string[];
      const known = world.targets(members, membership.stack).filter(({ type }) => type === 'aws_iam_user');
      return members.length === 1 && known.length === 1
        ? undefined
        : `${known.length} of its ${members.length} members are users of ours`;
    },
  },
  {
    id: 'MAL_IAM_24',
    covers: ['P4'],
    title: 'No credential of a user is made by Terraform',
    severity: 'critical',
    why: 'Whoever reads the state would have it, today and in every old version',
    fix: 'Have an administrator make the key by hand, and give it to who needs it (docs/continuousphp.md)',
    types: credentials,
    check: ({ type }) => `Terraform would write what is in this ${type} into the state`,
  },
  {
    id: 'MAL_IAM_25',
    covers: ['P4'],
    title: 'An environment that stays has one user, that of continuousphp; a branch has none',
    severity: 'medium',
    why: 'Every user is a key more that somebody has to look after',
    fix: 'Give a program of ours a role; continuousphp releases to branches as the user of their host',
    types,
    check: (_user, world) => {
      const { kind } = world.environment;
      const users = world.resources(...types).length;
      if (kind === 'branch') return 'it is the user of a branch';
      return users === 1 ? undefined : `it is one of ${users}`;
    },
  },
];
