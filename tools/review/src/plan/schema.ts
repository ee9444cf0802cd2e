import { z } from 'zod';

/** JSON as it was parsed. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const json = z.unknown() as z.ZodType<Json | undefined>;
const path = z.array(z.union([z.string(), z.number()]));

const change = z.looseObject({
  actions: z.array(z.string()).min(1),
  before: json.optional(),
  after: json.optional(),
  after_unknown: json.optional(),
  before_sensitive: json.optional(),
  after_sensitive: json.optional(),
  replace_paths: z.array(path).optional(),
  importing: z.looseObject({ id: z.string().optional() }).optional(),
});

const resourceChange = z.looseObject({
  address: z.string(),
  previous_address: z.string().optional(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  deposed: z.string().optional(),
  change,
  action_reason: z.string().optional(),
});

const values = z.looseObject({ root_module: json.optional(), outputs: json.optional() });

const check = z.looseObject({
  address: z.looseObject({ to_display: z.string() }),
  status: z.string(),
  instances: z
    .array(z.looseObject({ problems: z.array(z.looseObject({ message: z.string() })).optional() }))
    .optional(),
});

const none = z.array(z.never('actions of providers are not known to the review')).optional();

/**
 * A plan (Terraform documentation, "JSON Output Format"; hashicorp/terraform, internal/command/jsonplan/plan.go, `plan`). It is strict: an unknown
 * part could be a change.
 */
export const planSchema = z.strictObject({
  format_version: z.string(),
  terraform_version: z.string(),
  variables: json.optional(),
  planned_values: values.optional(),
  resource_changes: z.array(resourceChange).default([]),
  resource_drift: z.array(resourceChange).default([]),
  deferred_changes: z.array(z.looseObject({ reason: z.string(), resource_change: resourceChange })).default([]),
  output_changes: z.record(z.string(), change).default({}),
  action_invocations: none,
  deferred_action_invocations: none,
  prior_state: z.looseObject({ values: values.optional() }).optional(),
  configuration: json.optional(),
  relevant_attributes: z.array(z.looseObject({ resource: z.string(), attribute: path.default([]) })).default([]),
  checks: z.array(check).default([]),
  timestamp: z.string().optional(),
  applyable: z.boolean(),
  complete: z.boolean(),
  errored: z.boolean(),
});

export type Plan = z.infer<typeof planSchema>;
export type PlanChange = z.infer<typeof change>;
export type PlanResource = z.infer<typeof resourceChange>;
export type Path = readonly (string | number)[];
