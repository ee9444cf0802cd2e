import { remove, type Change } from '../../testing/mutation';
import { all, custom, type Ask } from '../ask';
import { has } from '../relations';
import { rulesOf } from '../table';

/** Returns a break that adds a resource with a reference to the user. */
const beside =
  (type: string, attributes: object = {}): Exclude<Change, 'remove'> =>
  (config, resources) => {
    const metadata = { path: 'delivery/beside' };
    const user = `\${aws_iam_user.${config['//'].metadata.uniqueId}.name}`;
    resources[type] = { ...resources[type], beside: { '//': { metadata }, user, ...attributes } };
  };
const second = beside('aws_iam_user', { name: 'second', path: '/delivery/' });

/**
 * Checks that no resource of these types refers to the user. Each break adds a resource of one type, with these
 * attributes.
 */
const hasNo = (types: Readonly<Record<string, object>>): Ask =>
  custom(
    (user, world) => {
      const [found] = world.thatName(user, ...Object.keys(types));
      return found && `it has ${found.path}`;
    },
    Object.fromEntries(
      Object.entries(types).map(([type, attributes]) => [`the user has an ${type}`, beside(type, attributes)]),
    ),
  );

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::x/*' }],
});
const policy_arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** Rules for IAM users. A user exists only for a program that cannot assume a role: one user for each environment. */
export const users = rulesOf('aws_iam_user', {
  CKV_AWS_273: {
    title: 'There are no users: roles give access to AWS',
    severity: 'medium',
    why: 'The key of a user is valid until it is deleted, wherever it leaked',
    fix: 'Create a role. People assume it through IAM Identity Center, workflows through OpenID Connect, and services directly',
    ask: custom(() => 'it is a user', { 'there is a second user': second }),
  },
  CKV2_AWS_22: {
    title: 'Users have no console access',
    severity: 'high',
    covers: 'P4',
    why: 'Users are programs here; a password would let a person sign in without a second factor',
    fix: 'Leave the login profile out',
    ask: hasNo({ aws_iam_user_login_profile: {} }),
  },
  CKV_AWS_40: {
    title: 'Users get their permissions from a group',
    severity: 'medium',
    covers: 'P4',
    why: 'The permissions of a group are in one place, and also apply to a second user during the rotation of a key',
    fix: 'Put the policy on the group of the user (apps/delivery/src/releasing/continuousphp.ts)',
    ask: hasNo({
      aws_iam_user_policy: { name: 'own', policy },
      aws_iam_user_policy_attachment: { policy_arn },
      aws_iam_policy_attachment: { name: 'own', policy_arn },
    }),
  },
  CKV2_AWS_21: {
    title: 'Users are members of one group',
    severity: 'medium',
    covers: 'P4',
    why: 'A user without a group is a leftover; with two groups its permissions are in two places',
    fix: 'Name the user in an IamGroupMembership',
    ask: custom(
      (user, world) => {
        const groups = world
          .thatName(user, 'aws_iam_group_membership', 'aws_iam_user_group_membership')
          .flatMap((membership) => world.namedBy(membership).filter(({ type }) => type === 'aws_iam_group'));
        return groups.length === 1 ? undefined : `it is in ${groups.length} groups`;
      },
      { 'the user is in no group': { type: 'aws_iam_group_membership', change: remove } },
    ),
  },
  MAL_IAM_25: {
    title: 'A permanent environment has one user, for continuousphp; a branch has no user',
    severity: 'medium',
    covers: 'P4',
    why: 'Every user is one more key to rotate and to protect',
    fix: 'Give a program of this repository a role, not a user. A branch needs no user: continuousphp uses the user of the host of the branch',
    ask: custom(
      (_user, world) => {
        if (world.environment.kind === 'branch') return 'it is the user of a branch';
        const count = world.resources('aws_iam_user').length;
        return count === 1 ? undefined : `it is one of ${count}`;
      },
      {
        'there is a second user': second,
        'a branch has a user': { scenario: 'branch', type: 'aws_codedeploy_app', change: second },
      },
    ),
  },
});

export const groups = rulesOf('aws_iam_group', {
  CKV2_AWS_14: {
    title: 'Groups have one member, a user of this repository',
    severity: 'high',
    covers: 'P4',
    why: 'A group has no boundary: another member would have its permissions without one',
    fix: 'Create an IamGroupMembership with the one user: it removes members that were added by hand',
    ask: all(
      has('aws_iam_group_membership'),
      custom(
        (group, world) => {
          const [membership, ...others] = world.thatName(group, 'aws_iam_group_membership');
          if (others.length > 0) return `it has ${others.length + 1} membership resources`;
          const members = (membership!.config['users'] ?? []) as string[];
          const known = world.targets(members, membership!.stack).filter(({ type }) => type === 'aws_iam_user');
          if (members.length === 1 && known.length === 1) return undefined;
          return `${known.length} of its ${members.length} members are users of this repository`;
        },
        {
          'a user of no app is a member': {
            type: 'aws_iam_group_membership',
            change: (config) => config.users.push('administrator'),
          },
        },
      ),
    ),
  },
});

const credentials = [
  'aws_iam_access_key',
  'aws_iam_service_specific_credential',
  'aws_iam_signing_certificate',
  'aws_iam_user_login_profile',
  'aws_iam_user_ssh_key',
];

export const userCredentials = rulesOf(
  credentials,
  {
    MAL_IAM_24: {
      title: 'Terraform creates no credentials of users',
      severity: 'critical',
      covers: 'P4',
      why: 'Terraform stores them in the state, with all its old versions',
      fix: 'An administrator creates the key by hand, and hands it over (docs/continuousphp.md)',
      ask: custom(({ type }) => `Terraform would store this ${type} in the state`, {
        'Terraform creates a key': beside('aws_iam_access_key'),
        'Terraform creates a password': beside('aws_iam_user_login_profile'),
      }),
    },
  },
  { type: 'aws_iam_user' },
);
