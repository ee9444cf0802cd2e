import { breakGlass, ciBoundaryPath, isExpendable } from '@malinshopper/environments';
import type { Call } from '@malinshopper/testing';
import { call, inNoRegion, type Who } from '@malinshopper/policy/forbidden';

/** What of the account's stack no job of CI may change, not even the platform team's: it would be changing itself. */
const untouchable = [
  `:role${breakGlass.path}`,
  ':role/ci/platform-deploy',
  ':role/account/account-trail',
  ':policy/ci/platform-',
  `:policy${ciBoundaryPath}`,
  ':policy/account/',
];

/** And what watches, as it is named: what that means is in `forbidden/audit-protection.ts`. */
const watching = [
  ':trail/',
  ':::malinshopper-account-trail-',
  ':log-group:/malinshopper/account/trail',
  /:(rule\/)?(non)?production-break-glass(-global)?(-alarms)?$/,
  /alias\/malinshopper-(account-(trail|logs)|(non)?production-break-glass(-global)?-alarms)$/,
];

/** What a plan does. To list versions, or who has a role, is the beginning of a change. */
const looks =
  /:(Get|Describe|List(AttachedRolePolicies|RolePolicies|TagsForResource|Tags|ResourceTags|TargetsByRule|Bucket)$)/;

/** Where nothing may be thrown away, these are an administrator's too. */
const throwsAway = ['backup:DeleteBackupVaultLockConfiguration', 'kms:ScheduleKeyDeletion'];

/** Whether a call of Terraform's is left to an administrator: who sets the account up has made all of it before CI can. */
export function isAdministratorsOnly({ action, resource, context }: Call, { account, team }: Who): boolean {
  if (action === 'logs:DeleteResourcePolicy' && (team === 'platform' || !isExpendable(account))) return true;
  if (team === 'data' && !isExpendable(account) && throwsAway.includes(action)) return true;
  const isBucket = /:::malinshopper-(account|terraform-state)-[^/]+$/.test(resource);
  if (isBucket && /^s3:Delete(Bucket|BucketPolicy)$/.test(action)) return true;
  if (team !== 'platform' || looks.test(action)) return false;
  const names = [resource, ...[context?.['kms:ResourceAliases'] ?? []].flat()];
  return names.some((name) => [...untouchable, ...watching].some((part) => name.search(part) >= 0));
}

/** The same, as calls that have to be refused. */
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
