import { z } from 'zod';

/** A change of a plan (Terraform documentation, "JSON Output Format": `resource_changes`). */
const changeSchema = z.object({
  address: z.string(),
  type: z.string(),
  change: z.object({
    actions: z.array(z.string()),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
    replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
  }),
});
const planSchema = z.looseObject({ resource_changes: z.array(changeSchema).default([]) });

export type ResourceChange = z.infer<typeof changeSchema>;

/** @param plan `terraform show -json` of a plan, parsed */
export function changesOf(plan: unknown): ResourceChange[] {
  return planSchema.parse(plan).resource_changes;
}

/** The attributes that change when a resource is only renamed: the tag `Name` follows the construct's path (libs/stack, NameTag). */
const ofName = new Set(['tags', 'tags_all']);

/**
 * Returns the planned resource that a destroyed one was probably renamed to: one of the same type that is created, with the same values as far as the
 * plan knows them. Undefined if there is none.
 */
export function successorOf(lost: ResourceChange, changes: readonly ResourceChange[]): ResourceChange | undefined {
  return changes.find(
    ({ type, change }) =>
      type === lost.type &&
      change.actions.join() === 'create' &&
      isWithin(withoutNames(change.after), lost.change.before),
  );
}

function withoutNames(values: unknown): unknown {
  if (typeof values !== 'object' || values === null) return values;
  return Object.fromEntries(Object.entries(values).filter(([name]) => !ofName.has(name)));
}

/** True if all known parts of a value are equal in the other one: a plan leaves out an unknown value, or has null for it. */
function isWithin(known: unknown, whole: unknown): boolean {
  if (known === null || known === undefined) return true;
  if (typeof known !== 'object') return known === whole;
  if (typeof whole !== 'object' || whole === null) return false;
  if (Array.isArray(known) && (!Array.isArray(whole) || known.length !== whole.length)) return false;
  return Object.entries(known).every(([name, value]) => isWithin(value, (whole as Record<string, unknown>)[name]));
}
