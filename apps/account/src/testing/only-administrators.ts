import type { Call } from '@malinshopper/testing';
import { breakGlass, ciBoundaryPath } from '../access/identities';
import type { NeededCall } from './calls';
import { call, inNoRegion, type Who } from './forbidden/who';

/** What of the account's stack no job of CI may change, not even the platform team's: it would be changing itself. */
const untouchable = [
  `:role${breakGlass.path}`,
  ':role/ci/platform-deploy',
  ':policy/ci/platform-',
  `:policy${ciBoundaryPath}`,
  ':policy/account/',
];

/** What a plan does. To list versions, or who has a role, is the beginning of a change. */
const looks = /:(Get|ListAttachedRolePolicies|ListRolePolicies)/;

/** Whether a call of Terraform's is left to an administrator: who sets the account up has made all of it before CI can. */
export function isAdministratorsOnly({ action, resource }: Pick<NeededCall, 'action' | 'resource'>): boolean {
  const isBucket = /:::malinshopper-(account|terraform-state)-[^/]+$/.test(resource);
  if (isBucket && /^s3:Delete(Bucket|BucketPolicy)$/.test(action)) return true;
  return !looks.test(action) && untouchable.some((part) => resource.includes(part));
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
