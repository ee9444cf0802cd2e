import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import { numbers } from './numbers';
import { attributes, setName, type Open, type OpenChange, type OpenPlan } from './generated';

type Next = () => number;

function shuffled<T>(next: Next, all: readonly T[]): T[] {
  const mixed = [...all];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = next() % (last + 1);
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}

/** The same object with its keys in another order. */
function reordered(next: Next, value: Open): Open {
  if (Array.isArray(value)) return value.map((one) => reordered(next, one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(shuffled(next, Object.entries(value)).map(([name, one]) => [name, reordered(next, one)]));
}

const outcomes = ['known', 'as before', 'still unknown'] as const;

/**
 * Possible differences of a later plan of the same change: another order, changes in AWS that this change has no part in, and unknown values that are
 * known now.
 */
export function later(g: GeneratorValue, reviewed: OpenPlan): OpenPlan {
  const plan = structuredClone(reviewed);
  const next = numbers(g(fc.integer, { min: 1, max: 0x7ffffffe }));
  const changes = plan.resource_changes.flatMap((one) => laterChange(g, next, one));
  const { unknown } = plan.output_changes;
  const outputs = { ...plan.output_changes };
  const outcome = g(fc.constantFrom<(typeof outcomes)[number][]>, ...outcomes);
  if (unknown && outcome === 'known') outputs['unknown'] = { ...unknown, after: 'known by now', after_unknown: false };
  if (outcome === 'as before') delete outputs['unknown'];
  return {
    ...plan,
    resource_changes: shuffled(next, changes),
    output_changes: outputs,
    resource_drift: [
      { ...plan.resource_changes[0], change: { actions: ['update'], before: { tags: 1 }, after: { tags: 2 } } },
    ],
  };
}

function laterChange(g: GeneratorValue, next: Next, one: OpenChange): OpenChange[] {
  const { change } = one;
  if (one.address.startsWith('terraform_data.')) return [one];
  if (change.actions[0] === 'read' && g(fc.boolean)) return [];
  if (change.after_unknown['vpc_id'] === true) {
    const outcome = g(fc.constantFrom<(typeof outcomes)[number][]>, ...outcomes);
    if (outcome === 'as before') return [];
    if (outcome === 'known') {
      change.after!['vpc_id'] = 'vpc-2';
      delete change.after_unknown['vpc_id'];
    }
  }
  // A set in another order, and keys, and the keys in a policy.
  for (const values of [change.before, change.after]) {
    if (!values) continue;
    const set = values[setName];
    if (Array.isArray(set)) values[setName] = shuffled(next, set);
    if (typeof values['policy'] === 'string')
      values['policy'] = JSON.stringify(reordered(next, JSON.parse(values['policy']) as Open));
  }
  if (change.actions[0] === 'update' && change.before && change.after && g(fc.boolean)) {
    // By hand, or by AWS itself: an attribute that is the same before and after.
    const name = g(fc.boolean) ? 'name' : 'order';
    const value = attributes(g)[name]!;
    change.before[name] = value;
    change.after[name] = structuredClone(value);
  }
  if (change.actions[0] === 'delete' && change.before) change.before['size'] = 1_000;
  if (change.actions[0] === 'create' && change.after && g(fc.boolean)) {
    change.after['arn'] = 'arn:known';
    delete change.after_unknown['arn'];
  }
  return [
    {
      ...one,
      change: {
        ...change,
        before: reordered(next, change.before) as typeof change.before,
        after: reordered(next, change.after) as typeof change.after,
      },
    },
  ];
}
