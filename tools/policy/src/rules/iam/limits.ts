import { nameFactOf, nameFacts } from '@malinshopper/aws-facts';
import { accounts } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { at, custom } from '../ask';
import { rulesOf } from '../table';
import { inStatement, inTrust, roles } from '../statement-asks';

/** The IAM types that have names. */
const named = Object.keys(nameFacts).filter((type) => type.startsWith('aws_iam_'));

/** Terraform resolves references later: each one counts with the length of this address. */
const longestAddress =
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/production-web-1a2b3c/0123456789abcdef';

/** The characters of a policy that IAM counts: all but white space. */
function sizeOf({ config, stack }: Resource, world: World, attribute = 'policy'): number {
  const document = String(world.resolve(config[attribute], stack));
  return document.replace(/\$\{[^}]*\}/g, longestAddress).replace(/\s/g, '').length;
}

/** A break: the first statement names this number of buckets. */
const buckets = (length: number) =>
  inStatement(0, { Resource: Array.from({ length }, (_, i) => `arn:aws:s3:::a-bucket-of-a-long-name-${i}/*`) });
const why = 'IAM refuses it in the middle of a deploy; a plan does not show it';

export const identityNames = rulesOf(
  named,
  {
    MAL_IAM_13: {
      title: 'Names of identities and policies have the length and the characters that IAM allows',
      severity: 'medium',
      covers: 'I1',
      why: 'A wrong name fails in the middle of a deploy, and no policy matches a name that AWS generates',
      fix: "Name it with nameFor('role', ...) or resourceName (libs/stack), which shorten it with a hash",
      ask: at(
        'name',
        (name, { type }) =>
          typeof name === 'string' &&
          name.length <= nameFactOf(type)!.longest &&
          (/^[\w+=,.@-]+$/.test(name) || name.includes('${')),
        undefined,
        'a'.repeat(65),
        'the deployer',
      ),
    },
  },
  roles.app,
);

export const sizes = rulesOf('aws_iam_policy', {
  MAL_IAM_14: {
    title: 'Managed policies have at most 6144 characters',
    severity: 'medium',
    why,
    fix: 'Split it into several managed policies (ten per role), or shorten ARNs to their common part',
    ask: custom(
      (policy, world) => {
        const size = sizeOf(policy, world);
        return size > 6144 ? `about ${size} characters, IAM allows 6144` : undefined;
      },
      { 'a managed policy is too large': buckets(150) },
    ),
    tried: { path: 'compute/look' },
  },
  MAL_IAM_15: {
    title: 'Inline policies have together at most 10240 characters (role) or 5120 (group), trust policies 2048',
    severity: 'medium',
    types: ['aws_iam_role', 'aws_iam_group'],
    why,
    fix: 'Move statements into managed policies (ten per role)',
    ask: custom(
      (role, world) => {
        const inline = world
          .thatName(role, 'aws_iam_role_policy', 'aws_iam_group_policy')
          .reduce((sum, policy) => sum + sizeOf(policy, world), 0);
        const most = role.type === 'aws_iam_role' ? 10240 : 5120;
        if (inline > most) return `its policies have about ${inline} characters, IAM allows ${most}`;
        const trust = sizeOf(role, world, 'assume_role_policy');
        return trust > 2048 ? `its trust policy has about ${trust} characters, IAM allows 2048` : undefined;
      },
      {
        'the policies of a role are too large': {
          type: 'aws_iam_role_policy',
          path: 'delivery/deployer/deploy',
          change: buckets(250),
        },
        'the policies of a group are too large': {
          scenario: 'testing',
          type: 'aws_iam_group_policy',
          path: 'delivery/continuousphp/release',
          change: buckets(120),
        },
        'a trust policy is too large': inTrust({
          Condition: {
            StringEquals: { 'aws:SourceAccount': Array.from({ length: 200 }, () => accounts.production.id) },
          },
        }),
      },
    ),
    tried: roles.app,
  },
});
