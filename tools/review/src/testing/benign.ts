import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import { attributes, setName, type Open, type OpenChange, type OpenPlan } from './generated';

const shuffled = <T>(g: GeneratorValue, all: readonly T[]): T[] =>
  g(() => fc.shuffledSubarray([...all], { minLength: all.length }));

/** The same object with its keys in another order. */
function reordered(g: GeneratorValue, value: Open): Open {
  if (Array.isArray(value)) return value.map((one) => reordered(g, one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(shuffled(g, Object.entries(value)).map(([name, one]) => [name, reordered(g, one)]));
}

/**
 * What a later plan of the same change may say: another order, what AWS has changed meanwhile where this change has no part in it, and what was
 * unknown is known.
 */
export function later(g: GeneratorValue, reviewed: OpenPlan): OpenPlan {
  const plan = structuredClone(reviewed);
  const changes = plan.resource_changes.flatMap((one) => laterChange(g, one));
  const { unknown } = plan.output_changes;
  const outputs = { ...plan.output_changes };
  const outcome = g(() => fc.constantFrom('known', 'as before', 'still unknown'));
  if (unknown && outcome === 'known') outputs['unknown'] = { ...unknown, after: 'known by now', after_unknown: false };
  if (outcome === 'as before') delete outputs['unknown'];
  return {
    ...plan,
    resource_changes: shuffled(g, changes),
    output_changes: outputs,
    resource_drift: [
      { ...plan.resource_changes[0], change: { actions: ['update'], before: { tags: 1 }, after: { tags: 2 } } },
    ],
  };
}

function laterChange(g: GeneratorValue, one: OpenChange): OpenChange[] {
  const { change } = one;
  if (one.address.startsWith('terraform_data.')) return [one];
  if (change.actions[0] === 'read' && g(() => fc.boolean())) return [];
  if (change.after_unknown['vpc_id'] === true) {
    const outcome = g(() => fc.constantFrom('unchanged', 'changed', 'still unknown'));
    if (outcome === 'unchanged') return [];
    if (outcome === 'changed') {
      change.after!['vpc_id'] = 'vpc-2';
      delete change.after_unknown['vpc_id'];
    }
  }
  // A set in another order, and keys, and the keys in a policy.
  for (const values of [change.before, change.after]) {
    if (!values) continue;
    const set = values[setName];
    if (Array.isArray(set)) values[setName] = shuffled(g, set);
    if (typeof values['policy'] === 'string')
      values['policy'] = JSON.stringify(reordered(g, JSON.parse(values['policy']) as Open));
  }
  if (change.actions[0] === 'update' && change.before && change.after && g(() => fc.boolean())) {
    // By hand, or by AWS itself: an attribute that is the same before and after.
    const name = g(() => fc.constantFrom('name', 'order'));
    const value = attributes(g)[name]!;
    change.before[name] = value;
    change.after[name] = structuredClone(value);
  }
  if (change.actions[0] === 'delete' && change.before) change.before['size'] = 1_000;
  if (change.actions[0] === 'create' && change.after && g(() => fc.boolean())) {
    change.after['arn'] = 'arn:known';
    delete change.after_unknown['arn'];
  }
  return [
    {
      ...one,
      change: {
        ...change,
        before: reordered(g, change.before) as typeof change.before,
        after: reordered(g, change.after) as typeof change.after,
      },
    },
  ];
}
