import { breakGlass, ciBoundaryPath, isExpendable } from '@malinshopper/environments';
import type { Call } from '@malinshopper/testing';
import { call, inNoRegion, type Who } from '@malinshopper/policy/forbidden';

/**
 * The resources of the account's stack that no CI job can change, not even the platform team's, because it would change
 * itself.
 */
const untouchable = [
  `:role${breakGlass.path}`,
  ':role/ci/platform-deploy',
  ':role/account/account-trail',
  ':policy/ci/platform-',
  `:policy${ciBoundaryPath}`,
  ':policy/account/',
];

/** The audit resources by name: `forbidden/audit-protection.ts` has the reasons. */
const watching = [
  ':trail/',
  ':::malinshopper-account-trail-',
  ':log-group:/malinshopper/account/trail',
  /:(rule\/)?(non)?production-break-glass(-global)?(-alarms)?$/,
  /alias\/malinshopper-(account-(trail|logs)|(non)?production-break-glass(-global)?-alarms)$/,
];

/** The calls of a plan. A list of versions, or of a role's users, is a preparation of a change. */
const looks =
  /:(Get|Describe|List(AttachedRolePolicies|RolePolicies|TagsForResource|Tags|ResourceTags|TargetsByRule|Bucket)$)/;

/** Where data must not be deleted, only an administrator can make these calls too. */
const throwsAway = ['backup:DeleteBackupVaultLockConfiguration', 'kms:ScheduleKeyDeletion'];

/**
 * Returns whether only an administrator can make a call of Terraform: an administrator has created these resources
 * before CI can run.
 */
export function isAdministratorsOnly({ action, resource, context }: Call, { account, team }: Who): boolean {
  if (action === 'logs:DeleteResourcePolicy' && (team === 'platform' || !isExpendable(account))) return true;
  if (team === 'data' && !isExpendable(account) && throwsAway.includes(action)) return true;
  const isBucket = /:::malinshopper-(account|terraform-state)-[^/]+$/.test(resource);
  if (isBucket && /^s3:Delete(Bucket|BucketPolicy)$/.test(action)) return true;
  if (team !== 'platform' || looks.test(action)) return false;
  const names = [resource, ...[context?.['kms:ResourceAliases'] ?? []].flat()];
  return names.some((name) => [...untouchable, ...watching].some((part) => name.search(part) >= 0));
}

/** The same, as calls that must be denied. */
export function onlyAdministrators({ account }: Who): Call[] {
  const actions = {
    role: [
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePermissionsBoundary',
    ],
    policy: [
      'iam:CreatePolicy',
      'iam:CreatePolicyVersion',
      'iam:DeletePolicyVersion',
      'iam:DeletePolicy',
      'iam:UntagPolicy',
    ],
  };
  return untouchable.flatMap((part) => {
    const [, kind = 'role'] = /^:(role|policy)/.exec(part) ?? [];
    const resource = `arn:aws:iam::${account.id}${part}${part.endsWith('/') || part.endsWith('-') ? 'look' : ''}`;
    return actions[kind as keyof typeof actions].map((action) =>
      call(`${action} ${part.slice(1)}`, action, resource, inNoRegion),
    );
  });
}
