import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { App } from '../commands/app';
import { stateCommand } from '../commands/state-command';
import { writeWhole } from '../files';
import { parseEvent } from '../progress/events';
import { capture } from '../subprocess';
import { importFile, importOverrideFile } from '../work/folder';

/** A resource, and what it is imported by. */
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
  /** What would be imported. */
  readonly imports: readonly Import[];
  readonly changes: readonly ImportChange[];
  /** Whether nothing in AWS would be changed by it. */
  readonly isQuiet: boolean;
}

/**
 * Asks Terraform what these imports would find, by a plan of those resources alone with `import` blocks (Terraform's documentation of
 * "import"): no state is written. A plan fails as a whole when one of them does not exist; such ones are left out.
 * @param use is given the plan while it is there
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
      // What fails without a name is looked for one by one.
      if (named.length === 0 && left.length > 1) return undefined;
      left = left.filter((one) => named.length > 0 && !named.includes(one));
    }
    return undefined;
  } finally {
    for (const one of [file, plan]) rmSync(one, { force: true });
  }
}

/** Whether an error of a plan is about a resource: it says its address or what it was to be imported by. */
function isNamed(output: string, { address, id }: Import): boolean {
  const said = output.split('\n').map(parseEvent);
  return said.some((event) => {
    if (event?.kind !== 'diagnostic' || event.diagnostic.severity !== 'error') return false;
    const { summary, detail, address: of } = event.diagnostic;
    return of === address || `${summary}\n${detail}`.includes(`"${address}"`) || summary.includes(`(${id})`);
  });
}

/**
 * Writes resources into the state that stand on AWS, and changes none of them: all at once, where a plan that ignores how they are to be changes
 * nothing; else one by one.
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

/** What is merged over the resources while they are imported: what they are to be is a matter of the next plan, which is judged. */
function ignoringChanges(imports: readonly Import[]): Record<string, Record<string, object>> {
  const resource: Record<string, Record<string, object>> = {};
  for (const { address } of imports) {
    const [, type, name] = /^(\w+)\.([\w-]+)/.exec(address) ?? [];
    if (type && name) (resource[type] ??= {})[name] = { lifecycle: { ignore_changes: 'all' } };
  }
  return resource;
}
