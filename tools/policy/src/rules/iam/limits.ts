import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

/** How long IAM takes a name to be (IAM user guide, "IAM and AWS STS quotas"). */
const longestName: Readonly<Record<string, number>> = {
  aws_iam_role: 64,
  aws_iam_policy: 128,
  aws_iam_role_policy: 128,
  aws_iam_instance_profile: 128,
  aws_iam_user: 64,
  aws_iam_group: 128,
  aws_iam_group_policy: 128,
};

/** What IAM counts of a policy: everything but white space. */
const size = (document: unknown) => String(document).replace(/\s/g, '').length;

/** Terraform puts addresses in for references later: as long as these, which are long ones. */
const longestAddress =
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/production-web-1a2b3c/0123456789abcdef';
const written = (document: unknown) => String(document).replace(/\$\{[^}]*\}/g, longestAddress);

const sizeOf = (resource: Resource, world: World, attribute = 'policy') =>
  size(written(world.resolve(resource.config[attribute], resource.stack)));

export const limitRules: readonly Rule[] = [
  {
    id: 'MAL_IAM_13',
    covers: ['I1'],
    title: 'The names of identities and of policies are as IAM takes them',
    severity: 'medium',
    why: 'A name that is too long, or that AWS makes up, fails in the middle of a deploy or is found by no policy',
    fix: "Name it with nameFor('role', ...) or resourceName (libs/stack), which shorten it with a hash",
    types: Object.keys(longestName),
    check: ({ type, config }) => {
      const name = config['name'] as string | undefined;
      if (name === undefined) return 'it has no name of its own';
      if (name.length > longestName[type]!) return `${name.length} characters, AWS takes ${longestName[type]}`;
      return /^[\w+=,.@-]+$/.test(name) || name.includes('${')
        ? undefined
        : `${JSON.stringify(name)} has characters that IAM refuses`;
    },
  },
  {
    id: 'MAL_IAM_14',
    title: 'No policy is larger than IAM takes',
    severity: 'medium',
    why: 'IAM refuses it in the middle of a deploy; a plan does not know',
    fix: 'Divide it into several managed policies, of which a role takes ten, or name what the ARNs have in common',
    types: ['aws_iam_policy'],
    check: (policy, world) => {
      const found = sizeOf(policy, world);
      return found > 6144 ? `about ${found} characters, IAM takes 6144` : undefined;
    },
  },
  {
    id: 'MAL_IAM_15',
    title: 'The policies of a role or a group together, and a trust policy, are not larger than IAM takes',
    severity: 'medium',
    why: 'IAM refuses the last of them in the middle of a deploy; a plan does not know',
    fix: 'Move statements into managed policies, of which a role takes ten',
    types: ['aws_iam_role', 'aws_iam_group'],
    check: (role, world) => {
      const inline = world
        .thatName(role, 'aws_iam_role_policy', 'aws_iam_group_policy')
        .reduce((sum, policy) => sum + sizeOf(policy, world), 0);
      const most = role.type === 'aws_iam_role' ? 10240 : 5120;
      if (inline > most) return `its policies have about ${inline} characters, IAM takes ${most}`;
      const trust = sizeOf(role, world, 'assume_role_policy');
      return trust > 2048 ? `its trust policy has about ${trust} characters, IAM takes 2048` : undefined;
    },
  },
];
