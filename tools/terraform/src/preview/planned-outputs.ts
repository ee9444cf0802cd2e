import { z } from 'zod';

const planSchema = z.looseObject({
  format_version: z.string().regex(/^1\./),
  output_changes: z
    .record(
      z.string(),
      z.object({
        actions: z.array(z.string()),
        after: z.unknown().optional(),
        after_unknown: z.unknown().optional(),
        before_sensitive: z.unknown().optional(),
        after_sensitive: z.unknown().optional(),
      }),
    )
    .default({}),
});

/** An output as it will be when a plan is applied. */
export interface PlannedOutput {
  /** Whether it will be another than the state has; then the state is no answer any more. */
  readonly changes: boolean;
  /** What is known of it; what is not, is left out or null. */
  readonly value: unknown;
  /** What is not known of it before the apply: `true` for all of it, or the same by attribute or element. */
  readonly unknown: unknown;
  readonly secret: boolean;
  /** Whether it is another than before for certain, though it is not known. @default false */
  readonly anew?: boolean;
}

/**
 * The outputs that an app will publish (Terraform documentation, "JSON Output Format": `output_changes`). What the plan takes away, or leaves
 * without a value, is not among them: Terraform writes no output of the value null into a state.
 * @param plan `terraform show -json` of its plan, parsed
 * @param anew the names of those that are another than before for certain @default - none that is not known
 * @throws if it is none of format 1
 */
export function plannedOutputs(plan: unknown, anew: ReadonlySet<string> = new Set()): Map<string, PlannedOutput> {
  const { output_changes } = planSchema.parse(plan);
  return new Map(
    Object.entries(output_changes).flatMap(([name, { actions, after, after_unknown, ...of }]) => {
      const unknown = anyUnknown(after_unknown) ? after_unknown : false;
      if (unknown === false && (after === null || after === undefined)) return [];
      const secret = of.after_sensitive === true || of.before_sensitive === true;
      return [
        [
          name,
          {
            changes: unknown !== false || actions.join() !== 'no-op',
            value: after,
            unknown,
            secret,
            ...(anew.has(name) && { anew: true }),
          },
        ],
      ];
    }),
  );
}

/** Whether something of a value is not known: `after_unknown` is `true`, or has a `true` anywhere in it. */
export function anyUnknown(unknown: unknown): boolean {
  if (typeof unknown !== 'object' || unknown === null) return unknown === true;
  return Object.values(unknown).some(anyUnknown);
}
