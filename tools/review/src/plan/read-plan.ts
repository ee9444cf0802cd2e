import { z } from 'zod';
import { actionOf } from './action';
import { planSchema, type Plan } from './schema';

const versionOnly = z.looseObject({ format_version: z.string() });

/**
 * Reads a plan as Terraform shows it.
 * @param plan `terraform show -json` of a plan, parsed
 * @param placeholders the addresses of resources that only represent upstream outputs: they are left out
 * @throws with the unknown part: another format, an action, a part; and if a placeholder is a resource that would be made
 */
export function readPlan(plan: unknown, placeholders: readonly string[] = []): Plan {
  const version = versionOnly.safeParse(plan).data?.format_version;
  if (version === undefined || !/^1\.\d+$/.test(version)) {
    throw new Error(
      `The plan has the format version ${JSON.stringify(version)}; the review reads 1.x (terraform show -json). It cannot be reviewed.`,
    );
  }
  const parsed = planSchema.safeParse(plan);
  if (!parsed.success) {
    throw new Error(
      `The plan is of format ${version}, but does not match the schema of the review:\n${z.prettifyError(parsed.error)}\n` +
        'Terraform may have a new version: add its new parts to the review (tools/review/src/plan/schema.ts).',
    );
  }
  const found = parsed.data;
  const resources = [
    ...found.resource_changes,
    ...found.resource_drift,
    ...found.deferred_changes.map((deferred) => deferred.resource_change),
  ];
  for (const { address, change } of resources) actionOf(address, change.actions);
  for (const [name, { actions }] of Object.entries(found.output_changes)) actionOf(`output ${name}`, actions);
  assertPlaceholders(found, placeholders);
  const left = new Set(placeholders);
  return { ...found, resource_changes: found.resource_changes.filter(({ address }) => !left.has(address)) };
}

/** Only values that are built into Terraform and do not exist yet may be left out of a review. */
function assertPlaceholders({ resource_changes }: Plan, placeholders: readonly string[]): void {
  for (const address of placeholders) {
    const found = resource_changes.find((one) => one.address === address);
    if (found?.type === 'terraform_data' && found.change.actions.join() === 'create') continue;
    const what = found ? `is a ${found.type} to ${found.change.actions.join(' and ')}` : 'is not in the plan';
    throw new Error(
      `${address} is declared as a placeholder, but ${what}. Only a terraform_data that would be created may be left out of a review.`,
    );
  }
}
