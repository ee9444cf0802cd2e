import type { Provenance } from '../planned';
import { placeholder, setName, type Open, type OpenChange, type OpenPlan } from './generated';

/** One difference in which a plan goes beyond its review. It returns false if the plan has no place for it. */
export interface Beyond {
  readonly name: string;
  readonly change: (plan: OpenPlan, which: number) => boolean;
}

type Values = Record<string, Open>;

/** Changes one of the suitable changes of a plan. */
const one = (
  name: string,
  fits: (change: OpenChange) => boolean,
  edit: (change: OpenChange, plan: OpenPlan) => void,
): Beyond => ({
  name,
  change: (plan, which) => {
    const all = plan.resource_changes.filter((found) => found.address !== placeholder && fits(found));
    if (all.length === 0) return false;
    edit(all[which % all.length]!, plan);
    return true;
  },
});
const does =
  (...actions: string[]) =>
  (found: OpenChange) =>
    found.change.actions.join() === actions.join();
const isMade = (found: OpenChange) => does('create')(found) || does('delete', 'create')(found);
const after = ({ change }: OpenChange) => change.after as Values;

const made = (address: string, actions: string[], before: Values | null, after: Values | null): Beyond => ({
  name: `something new is to ${actions.join(' and ')}`,
  change: (plan) => {
    plan.resource_changes.push({
      address,
      mode: 'managed',
      type: 'aws_sqs_queue',
      change: { actions, before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} },
    });
    return true;
  },
});

/** Differences in which a plan goes beyond the reviewed one. */
export const beyond: readonly Beyond[] = [
  made('aws_sqs_queue.new', ['create'], null, { name: 'n' }),
  made('aws_sqs_queue.new', ['delete'], { name: 'n' }, null),
  made('aws_sqs_queue.new', ['update'], { name: 'n' }, { name: 'm' }),
  made('aws_sqs_queue.new', ['delete', 'create'], { name: 'n' }, { name: 'm' }),
  made('aws_sqs_queue.new', ['forget'], { name: 'n' }, null),
  made('aws_sqs_queue.new', ['read'], null, {}),
  one('a known text differs', isMade, (found) => (after(found)['name'] = 'ANOTHER')),
  one('a number', does('update'), (found) => (after(found)['size'] = -1)),
  one('a value deep inside', isMade, (found) => (after(found)['nested'] = { inner: 'OTHER', other: { deep: 1 } })),
  one('an element of a set', isMade, (found) => ((after(found)[setName] as Values[])[0]!['from_port'] = -1)),
  one('an element more in a set', isMade, (found) => (after(found)[setName] as Open[]).push({ from_port: -1 })),
  one(
    'an element less in a set',
    (found) => isMade(found) && (after(found)[setName] as Open[]).length > 1,
    (found) => (after(found)[setName] as Open[]).pop(),
  ),
  one(
    'the order of a list',
    (found) => isMade(found) && new Set(after(found)['order'] as string[]).size > 1,
    (found) => {
      const list = after(found)['order'] as string[];
      const first = list.findIndex((text) => text !== list[0]);
      [list[0], list[first]] = [list[first]!, list[0]!];
    },
  ),
  one('a policy', isMade, (found) => (after(found)['policy'] = JSON.stringify({ Version: 'OTHER' }))),
  one('a secret', isMade, (found) => (after(found)['phrase'] = 'another-phrase-1')),
  one('a secret that is in clear', isMade, (found) => {
    after(found)['phrase'] = 'now-in-clear-1';
    found.change.after_sensitive = {};
  }),
  one('an attribute less', isMade, (found) => delete after(found)['size']),
  one('an attribute more', isMade, (found) => (after(found)['extra'] = 1)),
  one('a known value is unknown', isMade, (found) => {
    delete after(found)['name'];
    found.change.after_unknown['name'] = true;
  }),
  one('an update of an unchanged value', does('update'), (found) => (after(found)['order'] = ['OTHER'])),
  one('it has another value before the change', does('update'), (found) => (found.change.before!['size'] = -7)),
  one('another object in AWS is destroyed', does('delete'), (found) => (found.change.before!['id'] = 'sg-OTHER')),
  one(
    'another object in AWS is replaced',
    does('delete', 'create'),
    (found) => (found.change.before!['id'] = 'sg-OTHER'),
  ),
  one('an update becomes a replacement', does('update'), (found) => {
    found.change.actions = ['delete', 'create'];
  }),
  one('an update becomes a destruction', does('update'), (found) =>
    Object.assign(found.change, { actions: ['delete'], after: null }),
  ),
  one('a create is left out', does('create'), (found, plan) =>
    plan.resource_changes.splice(plan.resource_changes.indexOf(found), 1),
  ),
  one('a destruction is left out', does('delete'), (found, plan) =>
    plan.resource_changes.splice(plan.resource_changes.indexOf(found), 1),
  ),
  one(
    'a certain replacement becomes an update',
    (found) => does('delete', 'create')(found) && found.address.includes('.replace_'),
    (found) => {
      found.change.actions = ['update'];
    },
  ),
  one(
    'a certain replacement is left out',
    (found) => found.address.includes('.replace_'),
    (found, plan) => plan.resource_changes.splice(plan.resource_changes.indexOf(found), 1),
  ),
  one('the new one is made before the old one is deleted', does('delete', 'create'), (found) =>
    found.change.actions.reverse(),
  ),
  one(
    'it is moved from elsewhere',
    (found) => found.previous_address !== undefined,
    (found) => (found.previous_address = 'aws_x.other'),
  ),
  one(
    'a move is left out',
    (found) => found.previous_address !== undefined,
    (found, plan) => plan.resource_changes.splice(plan.resource_changes.indexOf(found), 1),
  ),
  one(
    'another object is imported',
    (found) => found.change.importing !== undefined,
    (found) => (found.change.importing = { id: 'sg-OTHER' }),
  ),
  one(
    'an import is none any more',
    (found) => found.change.importing !== undefined,
    (found) => delete found.change.importing,
  ),
  one('a forgotten object is destroyed', does('forget'), (found) => (found.change.actions = ['delete'])),
  { name: 'an output has another value', change: (plan) => Boolean((plan.output_changes['known']!.after = 'OTHER')) },
  {
    name: 'a secret output has another value',
    change: (plan) => Boolean((plan.output_changes['hidden']!.after = 'OTHER-hidden')),
  },
  { name: 'an output is gone', change: (plan) => delete plan.output_changes['known'] },
  {
    name: 'an output more changes',
    change: (plan) => Boolean((plan.output_changes['more'] = { ...plan.output_changes['known']! })),
  },
  {
    name: 'an output is to be deleted',
    change: (plan) => Boolean((plan.output_changes['known']!.actions = ['delete'])),
  },
  { name: 'the plan has errors', change: (plan) => Boolean((plan['errored'] = true)) },
  { name: 'the plan is not complete', change: (plan) => ((plan['complete'] = false), true) },
  {
    name: 'a check fails',
    change: (plan) => Boolean((plan['checks'] = [{ address: { to_display: 'check.c' }, status: 'fail' }])),
  },
  {
    name: 'something cannot be planned yet',
    change: (plan) =>
      Boolean((plan['deferred_changes'] = [{ reason: 'unknown', resource_change: plan.resource_changes[0] }])),
  },
];

/** Changed sources of an app's plan, with the kind of the difference. The upstream ones come first. */
export const moved: readonly (readonly [string, (of: Provenance) => Provenance])[] = [
  ['upstream', (of) => ({ ...of, upstream: { ...of.upstream, 'staging/account': { lineage: 'acc', serial: 4 } } })],
  ['upstream', (of) => ({ ...of, upstream: { ...of.upstream, 'staging/account': { lineage: 'other', serial: 3 } } })],
  ['upstream', (of) => ({ ...of, upstream: { ...of.upstream, 'staging/account': 'planned' } })],
  ['upstream', (of) => ({ ...of, upstream: { ...of.upstream, 'staging/network': { lineage: 'other', serial: 9 } } })],
  ['upstream', (of) => ({ ...of, upstream: { ...of.upstream, 'staging/network': { lineage: 'net', serial: 7 } } })],
  ['upstream', (of) => ({ ...of, upstream: { ...of.upstream, 'staging/more': { lineage: 'm', serial: 1 } } })],
  ['upstream', (of) => ({ ...of, upstream: {} })],
  ['state', (of) => ({ ...of, state: { lineage: 'own', serial: 8 } })],
  ['state', (of) => ({ ...of, state: { lineage: 'other', serial: 7 } })],
  ['state', (of) => ({ ...of, state: undefined })],
  ['code', (of) => ({ ...of, json: 'c'.repeat(64) })],
  ['lock file', (of) => ({ ...of, lockFile: 'c'.repeat(64) })],
  ['version', (of) => ({ ...of, versions: { ...of.versions, terraform: '1.12.0' } })],
  ['version', (of) => ({ ...of, versions: { terraform: '1.11.4' } })],
];
