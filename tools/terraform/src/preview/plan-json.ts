import { z } from 'zod';

const step = z.union([z.string(), z.number()]);
const changeSchema = z.object({
  actions: z.array(z.enum(['no-op', 'create', 'read', 'update', 'delete', 'forget'])),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  after_unknown: z.unknown().optional(),
  replace_paths: z.array(z.array(step)).optional(),
  importing: z.unknown().optional(),
});
const resourceChange = z.looseObject({
  address: z.string(),
  mode: z.enum(['managed', 'data']).default('managed'),
  previous_address: z.string().optional(),
  deposed: z.string().optional(),
  action_reason: z.string().optional(),
  change: changeSchema,
});
const schema = z.looseObject({
  format_version: z.string().regex(/^1\./),
  resource_changes: z.array(resourceChange).default([]),
  output_changes: z.record(z.string(), z.looseObject({ actions: z.array(z.string()) })).default({}),
  configuration: z
    .looseObject({
      root_module: z
        .looseObject({
          resources: z
            .array(z.looseObject({ address: z.string(), expressions: z.record(z.string(), z.unknown()).default({}) }))
            .default([]),
        })
        .default({ resources: [] }),
    })
    .default({ root_module: { resources: [] } }),
});

export type PlanJson = z.infer<typeof schema>;
export type PlannedChange = z.infer<typeof resourceChange>;

/**
 * Parses the parts of a plan that are used here (Terraform documentation, "JSON Output Format").
 * @param plan `terraform show -json`, parsed
 * @throws if the format or an action is unknown: an unknown part never counts as no change
 */
export function readPlan(plan: unknown): PlanJson {
  const parsed = schema.safeParse(plan);
  if (parsed.success) return parsed.data;
  throw new Error(`The plan does not have the known format (1.x):\n${z.prettifyError(parsed.error)}`);
}

/** True if a plan would destroy a resource and make another in its place, in either order. */
export const isReplacement = ({ change: { actions } }: PlannedChange): boolean =>
  actions.includes('create') && actions.includes('delete');
