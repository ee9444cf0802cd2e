import { rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../files';
import { capture } from '../subprocess';
import { importFile } from '../work/folder';
import type { App } from './app';
import type { Attributes } from './import-ids';

/** What stands on AWS under an id: nothing, what the app would make there, or what another stack or a person has made. */
export type Standing = 'nothing' | 'own' | 'foreign';

const attributes = z.record(z.string(), z.unknown()).nullable();
const planned = z.object({
  resource_changes: z.array(
    z.object({
      address: z.string(),
      type: z.string(),
      change: z.object({ actions: z.array(z.string()), before: attributes, after: attributes }),
    }),
  ),
});

/**
 * Asks Terraform what an import would find, by a plan of that resource alone with an `import` block (Terraform's documentation of
 * "import"): no state is written, so that what belongs to another stack is at no moment in this one.
 *
 * It is the app's own if it has every tag that the app gives it, among them those of the environment and of the app. What has no tags by its type is the app's own if nothing about it would be changed.
 * A bucket gets its tags by a call of its own after it was made (AWS provider 5.100.0), and its name is the only one in the world: without any tags it is the app's own.
 */
export async function standing({ folder, context }: App, address: string, id: string): Promise<Standing> {
  const file = join(folder.path, importFile);
  const plan = join(folder.path, 'import.tfplan');
  const terraform = (...args: string[]) =>
    capture(context.installation.program, args, { cwd: folder.path, env: context.env });
  try {
    writeWhole(file, JSON.stringify({ import: [{ to: address, id }] }));
    const flags = ['-input=false', '-lock=false', '-refresh=false', '-no-color'];
    // It fails when there is nothing to import.
    const { code } = await terraform('plan', ...flags, `-target=${address}`, `-out=${plan}`);
    if (code !== 0) return 'nothing';
    const { stdout } = await terraform('show', '-json', plan);
    const found = planned.parse(JSON.parse(stdout)).resource_changes.find((one) => one.address === address);
    return found?.change.before &&
      isOwn(found.type, found.change.actions, found.change.before, found.change.after ?? {})
      ? 'own'
      : 'foreign';
  } finally {
    for (const one of [file, plan]) rmSync(one, { force: true });
  }
}

function isOwn(type: string, actions: readonly string[], before: Attributes, after: Attributes): boolean {
  const wanted = tagsOf(after);
  if (!wanted) return actions.join() === 'no-op';
  const has = tagsOf(before) ?? {};
  if (type === 'aws_s3_bucket' && Object.keys(has).length === 0) return true;
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(has[key], value));
}

const tagsOf = ({ tags_all }: Attributes) => tags_all as Readonly<Record<string, unknown>> | null | undefined;
