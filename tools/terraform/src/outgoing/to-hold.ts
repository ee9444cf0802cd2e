import { z } from 'zod';
import { isKeptWhere } from './holdable';

const planSchema = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        type: z.string(),
        name: z.string(),
        index: z.unknown().optional(),
        deposed: z.string().optional(),
        change: z.object({ actions: z.array(z.string()), before: z.record(z.string(), z.unknown()).nullish() }),
      }),
    )
    .default([]),
  output_changes: z.record(z.string(), z.object({ before: z.unknown().optional() })).default({}),
});

/** An object that a plan would delete or replace. */
export interface Held {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

/**
 * Returns the resources that a plan would delete or replace while other resources still use them. These are resources
 * in outputs that other apps read, and resources in a launch template, because its instances are replaced one after the
 * other. The result includes the resources that depend on these: the rules of a security group, the route of a subnet.
 * @param plan `terraform show -json` of the plan, parsed
 * @param isRead returns true if another state reads this output of the app
 */
export function toHold(plan: unknown, isRead: (output: string) => boolean): Held[] {
  const { resource_changes, output_changes } = planSchema.parse(plan);
  const going = resource_changes
    .filter(({ type, change }) => isKeptWhere(type, change.actions))
    // An object that an earlier apply could not delete has no address of its own; no app uses `count` or `for_each`.
    .filter(({ deposed, index }) => deposed === undefined && index === undefined)
    .map(({ address, type, name, change: { before } }) => {
      const texts = textsIn(before);
      const ids = [before?.['id'], before?.['arn']].filter((id) => typeof id === 'string');
      return { address, type, name, id: ids[0] ?? '', ids, texts };
    });
  const templates = resource_changes.filter(({ type }) => type === 'aws_launch_template');
  const published = textsIn([
    ...Object.entries(output_changes).flatMap(([name, { before }]) => (isRead(name) ? [before] : [])),
    ...templates.map(({ change: { before } }) => before),
  ]);
  const held = new Set(going.filter(({ ids }) => ids.some((id) => published.has(id))));
  // Adds the objects that refer to a held one, and those to which it refers.
  for (let size = -1; size !== held.size;) {
    size = held.size;
    for (const one of going) {
      const isTied = [...held].some(
        (other) => other.ids.some((id) => one.texts.has(id)) || one.ids.some((id) => other.texts.has(id)),
      );
      if (isTied) held.add(one);
    }
  }
  return [...held].map(({ address, type, name, id }) => ({ address, type, name, id }));
}

/** The ids of the subnets that a plan would replace: their successors have the same addresses, or those of another network. */
export function replacedSubnets(plan: unknown): string[] {
  return planSchema.parse(plan).resource_changes.flatMap(({ type, deposed, change: { actions, before } }) => {
    const isReplaced = type === 'aws_subnet' && deposed === undefined && actions.includes('create') && before?.['id'];
    return isReplaced ? [String(before['id'])] : [];
  });
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): Set<string> {
  if (typeof value === 'string') return new Set([value]);
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.values(value).flatMap((one) => [...textsIn(one)]));
}
