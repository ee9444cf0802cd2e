import type { AccountName } from '@malinshopper/environments';
import { chosenTarget, type Target } from '@malinshopper/terraform';
import { budget, budgetActions } from './checks/budget';
import { cloudFront, cloudFrontActions } from './checks/cloudfront';
import { delegation, delegationActions } from './checks/delegation';
import { gitHub, gitHubActions } from './checks/git-hub';
import { identity } from './checks/identity';
import { imageActions, images } from './checks/images';
import { instanceTypes, offeringActions } from './checks/instance-types';
import { mail, mailActions } from './checks/mail';
import { quotaActions, quotasOf } from './checks/quotas';
import { roleActions, serviceLinkedRoles } from './checks/service-linked-roles';
import { asked, checkNames, type CheckName, type Finding, type Line } from './line';
import { openSubject, type Subject } from './subject';

export interface PreflightOptions {
  /** The AWS to ask. @default - as EMBEDDED_AWS says */
  readonly target?: Target;
}

interface Check {
  readonly find: (subject: Subject) => Promise<Finding[]>;
  /** The IAM actions of the check, for the line that reports a refusal. */
  readonly actions: readonly string[];
}

const checks: Readonly<Record<CheckName, Check>> = {
  identity: { find: identity, actions: ['iam:GetRole'] },
  quotas: { find: quotasOf, actions: quotaActions },
  cloudfront: { find: cloudFront, actions: cloudFrontActions },
  delegation: { find: delegation, actions: delegationActions },
  mail: { find: mail, actions: mailActions },
  images: { find: images, actions: imageActions },
  'instance types': { find: instanceTypes, actions: offeringActions },
  'service-linked roles': { find: serviceLinkedRoles, actions: roleActions },
  github: { find: gitHub, actions: gitHubActions },
  budget: { find: budget, actions: budgetActions },
};

/**
 * Checks that an AWS account is ready for the deploys of this repository. It makes only read calls.
 * @returns a line for each thing that was checked, in the order of `checkNames`; a check without an answer is `unknown`, with the error of AWS
 * @throws before the first check, if there are no credentials, or if they belong to another account
 */
export async function preflight(
  account: AccountName,
  { target = chosenTarget() }: PreflightOptions = {},
): Promise<Line[]> {
  return linesOf(await openSubject(account, target), checks);
}

/** The lines of some checks, which run at the same time. */
export async function linesOf(subject: Subject, of: Readonly<Partial<Record<CheckName, Check>>>): Promise<Line[]> {
  const each = checkNames.map(async (check): Promise<Line[]> => {
    const { find, actions } = of[check] ?? {};
    if (!find || !actions) return [];
    const findings = await asked(check, actions, () => find(subject));
    return findings.map((finding) => ({ check, ...finding }));
  });
  return (await Promise.all(each)).flat();
}
