import type { TeamName } from '@malinshopper/environments';
import type { Call } from '@malinshopper/testing';
import { neighbourOf } from '@malinshopper/policy/forbidden';

const ofResource = 'aws:ResourceTag/Team';
const inRequest = 'aws:RequestTag/Team';
/** A region without resources of this repository, and without an alarm. */
const elsewhere = 'us-west-2';

const without = ({ context = {} }: Call, key: string) =>
  Object.fromEntries(Object.entries(context).filter(([name]) => name !== key));

/** Reads of a resource without a tag are harmless. */
const looks = /:(Get|List|Describe)/;

/** On a key: the calls on a new one, of which the tags do not yet count. A key without a tag can be such a key. */
const onNewKeys = new Set(['kms:CreateAlias', 'kms:EnableKeyRotation']);
const isOfNew = ({ action, resource }: Call) => onNewKeys.has(action) && resource.includes(':key/');

/** The same call, on a resource of another team or without a tag; or one that creates a resource with such a tag. */
export function inAnotherName(call: Call, team: TeamName): Call[] {
  const key = [ofResource, inRequest].find((name) => call.context?.[name] !== undefined);
  if (key === undefined) return [];
  const what = key === ofResource ? 'on a resource of' : 'with the tag of';
  const another = {
    ...call,
    what: `${call.what}, ${what} another team`,
    context: { ...call.context, [key]: neighbourOf(team) },
  };
  if (looks.test(call.action) || isOfNew(call)) return [another];
  return [another, { ...call, what: `${call.what}, ${what} no team`, context: without(call, key) }];
}

/** The same call, in another region; none for a global service. */
export function inAnotherRegion(call: Call, home: string): Call[] {
  const region = call.context?.['aws:RequestedRegion'] ?? home;
  if (region !== home) return [];
  const resource = call.resource.replaceAll(`:${home}:`, `:${elsewhere}:`);
  const context = { ...call.context, 'aws:RequestedRegion': elsewhere };
  return [{ ...call, what: `${call.what}, in ${elsewhere}`, resource, context }];
}
