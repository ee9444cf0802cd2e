import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { App } from '../commands/app';
import { stateCommand } from '../commands/state-command';
import { writeWhole } from '../files';
import { parseEvent } from '../progress/events';
import { capture } from '../subprocess';
import { importFile, importOverrideFile } from '../work/folder';

/** A resource, and its import id. */
export interface Import {
  readonly address: string;
  readonly id: string;
}

const values = z.record(z.string(), z.unknown()).nullable();
const planSchema = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        mode: z.string().default('managed'),
        type: z.string(),
        change: z.object({ actions: z.array(z.string()), before: values, after: values }),
      }),
    )
    .default([]),
});
export type ImportChange = z.infer<typeof planSchema>['resource_changes'][number];

interface Found {
  /** The imports that Terraform would carry out. */
  readonly imports: readonly Import[];
  readonly changes: readonly ImportChange[];
  /** True if they would change nothing in AWS. */
  readonly isQuiet: boolean;
}

/**
 * Plans the imports of these resources alone, with `import` blocks (Terraform's documentation of "import"); no state is written. A plan fails as a
 * whole when one of them does not exist; such resources are left out.
 * @param use receives the plan as long as it exists
 */
export async function planImports<T>(
  app: App,
  imports: readonly Import[],
  use: (found: Found, plan: string) => Promise<T>,
): Promise<T | undefined> {
  const { folder, context } = app;
  const file = join(folder.path, importFile);
  const plan = join(folder.path, 'import.tfplan');
  const terraform = (...args: string[]) =>
    capture(context.installation.program, args, { cwd: folder.path, env: context.env });
  try {
    for (let left = imports; left.length > 0;) {
      writeWhole(file, JSON.stringify({ import: left.map(({ address, id }) => ({ to: address, id })) }));
      const flags = ['-json', '-input=false', '-lock=false', '-refresh=false'];
      const targets = left.map(({ address }) => `-target=${address}`);
      const { code, stdout } = await terraform('plan', ...flags, ...targets, `-out=${plan}`);
      if (code === 0) {
        const shown = await terraform('show', '-json', plan);
        const changes = planSchema.parse(JSON.parse(shown.stdout)).resource_changes;
        const isQuiet = changes.every(({ change }) => ['no-op', 'read'].includes(change.actions.join()));
        return await use({ imports: left, changes, isQuiet }, plan);
      }
      const named = left.filter((one) => isNamed(stdout, one));
      // Errors that name no resource: the caller tries them one by one.
      if (named.length === 0 && left.length > 1) return undefined;
      left = left.filter((one) => named.length > 0 && !named.includes(one));
    }
    return undefined;
  } finally {
    for (const one of [file, plan]) rmSync(one, { force: true });
  }
}

/** True if an error of a plan is about a resource: it contains its address or its import id. */
function isNamed(output: string, { address, id }: Import): boolean {
  const said = output.split('\n').map(parseEvent);
  return said.some((event) => {
    if (event?.kind !== 'diagnostic' || event.diagnostic.severity !== 'error') return false;
    const { summary, detail, address: of } = event.diagnostic;
    return of === address || `${summary}\n${detail}`.includes(`"${address}"`) || summary.includes(`(${id})`);
  });
}

/**
 * Imports existing resources into the state, and changes none of them: all at once, if a plan that ignores their settings changes nothing; otherwise
 * one by one.
 * @returns the addresses that are in the state now
 */
export async function importAll(app: App, imports: readonly Import[]): Promise<string[]> {
  const done = new Set<string>();
  const override = join(app.folder.path, importOverrideFile);
  try {
    writeWhole(override, JSON.stringify({ resource: ignoringChanges(imports) }));
    await planImports(app, imports, async ({ imports: some, isQuiet }, plan) => {
      if (!isQuiet) return;
      const { code } = await stateCommand(app, ['apply'], ['-no-color', '-input=false', plan]);
      if (code === 0) for (const { address } of some) done.add(address);
    });
  } finally {
    rmSync(override, { force: true });
  }
  for (const { address, id } of imports) {
    if (done.has(address)) continue;
    const { code } = await stateCommand(app, ['import'], ['-no-color', '-input=false', address, id]);
    if (code === 0) done.add(address);
  }
  return [...done];
}

/** The override for the time of the import: the settings of the resources are a matter of the next plan, which the guard judges. */
function ignoringChanges(imports: readonly Import[]): Record<string, Record<string, object>> {
  const resource: Record<string, Record<string, object>> = {};
  for (const { address } of imports) {
    const [, type, name] = /^(\w+)\.([\w-]+)/.exec(address) ?? [];
    if (type && name) (resource[type] ??= {})[name] = { lifecycle: { ignore_changes: 'all' } };
  }
  return resource;
}
