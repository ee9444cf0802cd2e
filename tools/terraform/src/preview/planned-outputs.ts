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

/** The value of an output after a plan is applied. */
export interface PlannedOutput {
  /** True if it will differ from the state; then the state's value is out of date. */
  readonly changes: boolean;
  /** The known part; unknown parts are left out or null. */
  readonly value: unknown;
  /** The parts that are unknown before the apply: `true` for all of it, or the same by attribute or element. */
  readonly unknown: unknown;
  readonly secret: boolean;
  /** True if it changes for certain, though its value is unknown. @default false */
  readonly changesForCertain?: boolean;
}

/**
 * Returns the outputs that an app will publish (Terraform documentation, "JSON Output Format": `output_changes`). Outputs that the plan removes, or
 * leaves without a value, are not among them: Terraform writes no output of the value null into a state.
 * @param plan `terraform show -json` of its plan, parsed
 * @param certain the names of the outputs that certainly change @default - no output with an unknown value
 * @throws if the plan is not of format 1
 */
export function plannedOutputs(plan: unknown, certain: ReadonlySet<string> = new Set()): Map<string, PlannedOutput> {
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
            ...(certain.has(name) && { changesForCertain: true }),
          },
        ],
      ];
    }),
  );
}

/** True if a part of a value is unknown: `after_unknown` is `true`, or contains a `true` anywhere. */
export function anyUnknown(unknown: unknown): boolean {
  if (typeof unknown !== 'object' || unknown === null) return unknown === true;
  return Object.values(unknown).some(anyUnknown);
}
