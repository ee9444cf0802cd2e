import type { TeamName } from '@malinshopper/environments';
import type { Call } from '@malinshopper/testing';
import { neighbourOf } from '@malinshopper/policy/forbidden';

const ofResource = 'aws:ResourceTag/Team';
const inRequest = 'aws:RequestTag/Team';
/** In it there is nothing of ours, and no alarm either. */
const elsewhere = 'us-west-2';

const without = ({ context = {} }: Call, key: string) =>
  Object.fromEntries(Object.entries(context).filter(([name]) => name !== key));

/** Looking at what is nobody's harms nobody. */
const looks = /:(Get|List|Describe)/;

/** On a key: what a new one needs whose tags do not count yet. A key of nobody's may be that. */
const onNewKeys = new Set(['kms:CreateAlias', 'kms:EnableKeyRotation']);
const isOfNew = ({ action, resource }: Call) => onNewKeys.has(action) && resource.includes(':key/');

/** The same call, about a resource of another team's, or of nobody's; or one that makes something in such a name. */
export function inAnotherName(call: Call, team: TeamName): Call[] {
  const key = [ofResource, inRequest].find((name) => call.context?.[name] !== undefined);
  if (key === undefined) return [];
  const what = key === ofResource ? 'to what is' : 'and call it';
  const another = {
    ...call,
    what: `${call.what}, ${what} another team's`,
    context: { ...call.context, [key]: neighbourOf(team) },
  };
  if (looks.test(call.action) || isOfNew(call)) return [another];
  return [another, { ...call, what: `${call.what}, ${what} nobody's`, context: without(call, key) }];
}

/** The same call, somewhere else; none for a service that is in no region. */
export function inAnotherRegion(call: Call, home: string): Call[] {
  const region = call.context?.['aws:RequestedRegion'] ?? home;
  if (region !== home) return [];
  const resource = call.resource.replaceAll(`:${home}:`, `:${elsewhere}:`);
  const context = { ...call.context, 'aws:RequestedRegion': elsewhere };
  return [{ ...call, what: `${call.what}, in ${elsewhere}`, resource, context }];
}
