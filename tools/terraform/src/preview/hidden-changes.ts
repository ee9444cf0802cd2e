import type { Configuration } from '../configuration';
import { readPlan } from './plan-json';
import type { Preview } from './preview';
import { previewMark } from './refuse';
import type { UnplannedParts } from './unplanned-parts';

/**
 * Arguments that are changed in place, each with the attributes that AWS changes with it although the provider (5.100.0) plans no change of them, by
 * type. A database server that is renamed has another endpoint (Amazon RDS user guide, "Renaming a DB instance"); the provider marks none as unknown
 * (internal/service/rds/instance.go: `address`, `arn` and `endpoint` are computed, and no CustomizeDiff is about them).
 */
const hiddenByType: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  aws_db_instance: { identifier: ['address', 'arn', 'endpoint'] },
};

/** True if a change of a resource may change more of it than its plan shows: then the plan must be read. */
export const mayHideChanges = (address: string): boolean => (address.split('.')[0] ?? '') in hiddenByType;

/**
 * Returns the attributes that a plan shows as unchanged, and that its apply changes.
 * @param plan `terraform show -json`, parsed
 * @returns as references: `aws_db_instance.server.address`
 */
export function hiddenChangesIn(plan: unknown): string[] {
  return readPlan(plan).resource_changes.flatMap(({ address, change: { actions, before, after } }) => {
    if (actions.join() !== 'update' || !mayHideChanges(address)) return [];
    const [was, is] = [before, after] as Readonly<Record<string, unknown>>[];
    const moved = Object.entries(hiddenByType[address.split('.')[0]!]!).filter(
      ([argument]) => was?.[argument] !== is?.[argument],
    );
    return moved.flatMap(([, attributes]) => attributes.map((attribute) => `${address}.${attribute}`));
  });
}

/**
 * Returns the configuration of an app in which such attributes are unknown in every reference.
 * @param preview the configuration that was planned @default - the app's own configuration
 * @returns undefined if the plan shows all changes, or nothing refers to the others
 */
export function previewOfHiddenChanges(
  { json, configuration: { app } }: { readonly json: string; readonly configuration: Pick<Configuration, 'app'> },
  preview: Preview | undefined,
  plan: unknown,
): Preview | undefined {
  let text = preview?.json ?? json;
  const placeholders = new Map(preview?.placeholders);
  const inputs: Record<string, unknown> = {};
  for (const reference of hiddenChangesIn(plan)) {
    const name = `preview_own_${reference.replace(/^\w+\./, '').replaceAll('.', '_')}`;
    const replaced = text.replace(
      new RegExp(`(?<![\\w.-])${reference.replaceAll('.', '\\.')}(?![\\w-])`, 'g'),
      `jsondecode(terraform_data.${name}.output)`,
    );
    if (replaced === text) continue;
    text = replaced;
    placeholders.set(`terraform_data.${name}`, `${app}: ${reference}`);
    inputs[name] = { input: `${app}: ${reference}, known after its apply` };
  }
  if (Object.keys(inputs).length === 0) return undefined;
  const { resource = {}, locals, ...others } = JSON.parse(text) as UnplannedParts;
  const whole = { ...resource, terraform_data: { ...resource['terraform_data'], ...inputs } };
  return {
    json: JSON.stringify({ ...others, '//': previewMark, resource: whole, ...(locals && { locals }) }, null, 2),
    values: preview?.values ?? '{}',
    placeholders,
    unread: preview?.unread ?? [],
    stack: { locals, resource, changing: preview?.stack.changing },
  };
}
