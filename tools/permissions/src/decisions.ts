import { isAllowed, principalOf, type Call, type Caller, type Statement } from '@malinshopper/testing';
import { phases } from '@malinshopper/aws-facts';
import { callsOf, neededOfStates, type NeededCall } from './calls';
import type { Who } from '@malinshopper/policy/forbidden';
import { isAdministratorsOnly } from './only-administrators';
import { accessOf, stacksOf } from './roles';

/** The calls of Terraform with a role: a plan reads, a deploy makes all calls. */
export async function neededCalls(who: Who): Promise<NeededCall[]> {
  const { team, purpose, account } = who;
  const during = purpose === 'plan' ? (['read'] as const) : phases;
  const calls = await callsOf(stacksOf({ account, team }), team, during);
  const ofStates = neededOfStates(who).map((call) => ({ ...call, type: 'state' }));
  return [...calls.filter((call) => !isAdministratorsOnly(call, who)), ...ofStates];
}

/** Decides a call. For a call on the state bucket, the policy of the bucket is included. */
export function judge({ account }: Who, call: Call, caller: Caller): Promise<boolean> {
  if (call.resource.includes('terraform-state')) return isAllowed(call, caller, accessOf(account).stateBucket);
  if (call.action === 'sts:AssumeRole') return isAllowed(call, caller, trustIn(caller));
  return isAllowed(call, caller);
}

/** A trust policy that allows this session to assume the role, as if a caller had changed the role's trust policy. */
const trustIn = (caller: Caller): readonly Statement[] => [
  { Sid: 'Let', Effect: 'Allow', Principal: { AWS: principalOf(caller) }, Action: 'sts:AssumeRole' },
];

/** The calls with a given decision, as text. */
export async function decided(who: Who, calls: readonly Call[], caller: Caller, so: boolean): Promise<string[]> {
  const found: string[] = [];
  for (const call of calls) {
    if ((await judge(who, call, caller)) === so) found.push(`${call.what}: ${call.resource}`);
  }
  return found;
}

/** Returns whether any of some calls has a given decision. */
export async function any(who: Who, calls: readonly Call[], caller: Caller, so: boolean): Promise<boolean> {
  for (const call of calls) if ((await judge(who, call, caller)) === so) return true;
  return false;
}
