import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { isObject } from './effects/value';

/** An action of a plan on a resource, as the guard classifies it. */
export type Deed = 'nothing' | 'create' | 'update' | 'replace' | 'delete' | 'forget';

/** By the `actions` of a plan (hashicorp/terraform, internal/command/jsonplan/plan.go, `actionString`). */
const deeds: ReadonlyMap<string, Deed> = new Map([
  ['no-op', 'nothing'],
  ['read', 'nothing'],
  ['create', 'create'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['forget', 'forget'],
  ['delete,create', 'replace'],
  ['create,delete', 'replace'],
  // The old one stays in AWS, and Terraform forgets it.
  ['create,forget', 'forget'],
]);

/** @returns undefined for actions that the guard does not know */
export const deedOf = (actions: readonly string[]): Deed | undefined => deeds.get(actions.join());

const values = z.record(z.string(), z.unknown()).nullish();

const changeSchema = z.looseObject({
  actions: z.array(z.string()),
  before: values,
  after: values,
  after_unknown: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
  importing: z.unknown().optional(),
});

const resourceSchema = z.looseObject({
  address: z.string(),
  type: z.string(),
  mode: z.string().default('managed'),
  module_address: z.string().optional(),
  previous_address: z.string().optional(),
  deposed: z.string().optional(),
  change: changeSchema,
});

const configurationSchema: z.ZodType<Configuration> = z.lazy(() =>
  z.looseObject({
    resources: z
      .array(
        z.looseObject({
          address: z.string().default(''),
          provisioners: z.array(z.unknown()).optional(),
          expressions: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .default([]),
    module_calls: z.record(z.string(), z.looseObject({ module: configurationSchema.optional() })).default({}),
  }),
);

interface Configuration {
  readonly resources: readonly {
    readonly address: string;
    readonly provisioners?: readonly unknown[] | undefined;
    readonly expressions?: Readonly<Record<string, unknown>> | undefined;
  }[];
  readonly module_calls: Readonly<Record<string, { readonly module?: Configuration | undefined }>>;
}

/**
 * The schema for the parts of `terraform show -json <plan>` that the guard reads (Terraform documentation, "JSON Output
 * Format", format 1.2).
 */
const planSchema = z.looseObject({
  resource_changes: z.array(resourceSchema).default([]),
  resource_drift: z.array(resourceSchema).default([]),
  output_changes: z.record(z.string(), z.looseObject({ actions: z.array(z.string()) })).default({}),
  deferred_changes: z.array(z.unknown()).default([]),
  action_invocations: z.array(z.unknown()).default([]),
  deferred_action_invocations: z.array(z.unknown()).default([]),
  complete: z.boolean().default(true),
  errored: z.boolean().default(false),
  configuration: z.looseObject({ root_module: configurationSchema.optional() }).optional(),
});

/** The parts of a plan that the guard reads, or that do not affect existing resources. */
const knownParts = new Set([
  ...['format_version', 'terraform_version', 'variables', 'planned_values', 'resource_changes', 'output_changes'],
  // Changes that have already happened outside of Terraform: the review shows them (tools/review, relevant drift).
  // Reverting them is no loss.
  'resource_drift',
  ...['prior_state', 'configuration', 'relevant_attributes', 'checks', 'timestamp', 'applyable', 'complete', 'errored'],
  ...['deferred_changes', 'action_invocations', 'deferred_action_invocations'],
]);

export type PlannedChange = z.infer<typeof resourceSchema>;

/** A plan in the form that the guard judges. */
export interface JudgedPlan {
  readonly changes: readonly PlannedChange[];
  /** The faults of the plan itself, one sentence each. */
  readonly faults: readonly string[];
  /** The addresses that an attribute of a resource refers to, if its configuration is in the plan. */
  readonly references: (address: string, attribute: string) => readonly string[];
  /** True if a change only restores the value of the last deploy, after the attribute was changed in AWS. */
  readonly isRevert: (change: PlannedChange, attribute: string) => boolean;
}

/** @throws if it is no plan */
export function judgedPlan(json: unknown): JudgedPlan {
  const plan = planSchema.parse(json);
  const root = plan.configuration?.root_module;
  const unknown = Object.keys(plan).filter((part) => !knownParts.has(part));
  const run = root ? withProvisioners(root) : [];
  const outputs = Object.entries(plan.output_changes).filter(([, { actions }]) => deedOf(actions) === undefined);
  const invoked = [...plan.action_invocations, ...plan.deferred_action_invocations].length;
  const lastDeployed = new Map(plan.resource_drift.map(({ address, change }) => [address, change.before]));
  const again = 'Plan it again; if the message stays, extend tools/policy/src/guard/plan.ts';
  return {
    changes: plan.resource_changes,
    faults: [
      ...unknown.map((part) => `The plan has a part ${part}, which the guard does not know. ${again}.`),
      ...(plan.errored || !plan.complete
        ? [`The plan is not complete, so its missing parts are not judged. ${again}.`]
        : []),
      ...(plan.deferred_changes.length > 0 ? [`The plan defers changes, which nothing judges. ${again}.`] : []),
      ...(invoked > 0 ? ['The plan invokes actions of providers, which nothing judges. Remove them.'] : []),
      ...outputs.map(([name, { actions }]) => `The plan would ${actions.join(' and ')} the output ${name}. ${again}.`),
      ...run.map(
        (address) => `${address} has a provisioner: it runs a program, which nothing judges. Remove the provisioner.`,
      ),
    ],
    isRevert: ({ address, change }, attribute) => {
      const before = lastDeployed.get(address);
      return (
        isObject(before) &&
        attribute in before &&
        isDeepStrictEqual(asData(before[attribute]), asData(change.after?.[attribute]))
      );
    },
    references: (address, attribute) => {
      const found = root?.resources.find((one) => one.address === address.replace(/\[.*$/, ''));
      return referencesIn(found?.expressions?.[attribute]);
    },
  };
}

/** The data of a JSON text: the order of its keys has no meaning. */
function asData(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function withProvisioners({ resources, module_calls }: Configuration, prefix = ''): string[] {
  return [
    ...resources.filter(({ provisioners = [] }) => provisioners.length > 0).map(({ address }) => `${prefix}${address}`),
    ...Object.entries(module_calls).flatMap(([name, { module }]) =>
      module ? withProvisioners(module, `${prefix}module.${name}.`) : [],
    ),
  ];
}

const referencesIn = (expression: unknown): string[] =>
  z.looseObject({ references: z.array(z.string()) }).safeParse(expression).data?.references ?? [];
