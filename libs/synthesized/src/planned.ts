import { z } from 'zod';

const resourceSchema = z.looseObject({
  address: z.string(),
  values: z.looseObject({}).optional(),
});
const moduleSchema = z.looseObject({
  root_module: z.looseObject({ resources: z.array(resourceSchema).default([]) }).optional(),
});
const planSchema = z.looseObject({
  planned_values: moduleSchema.optional(),
  prior_state: z.looseObject({ values: moduleSchema.optional() }).optional(),
});

/** The values that only a plan contains: addresses of existing resources, and outputs of other apps. */
export class PlannedValues {
  private readonly byAddress: ReadonlyMap<string, unknown>;

  /** @param plan `terraform show -json` of a plan (Terraform documentation, "JSON Output Format") */
  constructor(plan: unknown) {
    const { planned_values, prior_state } = planSchema.parse(plan);
    // Data sources that were read for the plan are in the prior state; new resources are in the planned values.
    const all = [prior_state?.values, planned_values].flatMap((values) => values?.root_module?.resources ?? []);
    this.byAddress = new Map(all.map(({ address, values }) => [address, values]));
  }

  /** The value at an address, if the plan contains it: a text, number or boolean. */
  at(address: string, path: readonly string[]): string | number | boolean | undefined {
    let found = this.byAddress.get(address);
    for (const step of path) found = (found as Record<string, unknown> | null | undefined)?.[step];
    return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? found : undefined;
  }
}
