import { isAllowed, principalOf, type Call, type Caller, type Statement } from '@malinshopper/testing';
import { phases } from '@malinshopper/aws-facts';
import { callsOf, neededOfStates, type NeededCall } from './calls';
import type { Who } from '@malinshopper/policy/forbidden';
import { isAdministratorsOnly } from './only-administrators';
import { accessOf, stacksOf } from './roles';

/** What Terraform does as a role: a plan looks, a deploy does all. */
export async function neededCalls(who: Who): Promise<NeededCall[]> {
  const { team, purpose, account } = who;
  const during = purpose === 'plan' ? (['read'] as const) : phases;
  const calls = await callsOf(stacksOf({ account, team }), team, during);
  const ofStates = neededOfStates(who).map((call) => ({ ...call, type: 'state' }));
  return [...calls.filter((call) => !isAdministratorsOnly(call, who)), ...ofStates];
}

/** Judged with the policy of the state bucket, where a call is about that. */
export function judge({ account }: Who, call: Call, caller: Caller): Promise<boolean> {
  if (call.resource.includes('terraform-state')) return isAllowed(call, caller, accessOf(account).stateBucket);
  if (call.action === 'sts:AssumeRole') return isAllowed(call, caller, trustIn(caller));
  return isAllowed(call, caller);
}

/** As if the trust of the role that is to be assumed had been changed to let this very session in. */
const trustIn = (caller: Caller): readonly Statement[] => [
  { Sid: 'Let', Effect: 'Allow', Principal: { AWS: principalOf(caller) }, Action: 'sts:AssumeRole' },
];

/** Those of some calls that are decided so, in words. */
export async function decided(who: Who, calls: readonly Call[], caller: Caller, so: boolean): Promise<string[]> {
  const found: string[] = [];
  for (const call of calls) {
    if ((await judge(who, call, caller)) === so) found.push(`${call.what}: ${call.resource}`);
  }
  return found;
}

/** Whether any of some calls is decided so. */
export async function any(who: Who, calls: readonly Call[], caller: Caller, so: boolean): Promise<boolean> {
  for (const call of calls) if ((await judge(who, call, caller)) === so) return true;
  return false;
}
