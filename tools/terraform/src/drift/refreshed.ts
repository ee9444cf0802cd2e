import { join } from 'node:path';
import { z } from 'zod';
import type { App } from '../commands/app';
import { parallelism } from '../commands/terraform';
import { inPrivateFolder } from '../preview/private-folder';
import { capture } from '../subprocess';

/** A refresh-only plan reads AWS and proposes no change. It writes nothing, so it needs no lock. */
const flags = ['-refresh-only', '-input=false', '-lock=false', '-no-color', parallelism];

const values = z.record(z.string(), z.unknown());
const change = z.looseObject({
  address: z.string(),
  type: z.string(),
  mode: z.string(),
  change: z.looseObject({ actions: z.array(z.string()), before: z.unknown(), after: z.unknown() }),
});
const resource = z.looseObject({ address: z.string(), type: z.string(), values });

const planSchema = z.looseObject({
  // Another major version of the format can have other names for the same fields (Terraform documentation, "JSON Output
  // Format").
  format_version: z.string().regex(/^1\./),
  resource_drift: z.array(change).default([]),
  prior_state: z
    .looseObject({
      values: z.looseObject({ root_module: z.looseObject({ resources: z.array(resource).default([]) }) }).optional(),
    })
    .optional(),
});

/** A resource that differs in AWS from the state. */
export type RefreshedChange = z.infer<typeof change>;
/** A resource of the state with its present values in AWS. */
export type RefreshedResource = Pick<z.infer<typeof resource>, 'address' | 'type' | 'values'>;

/** The result of Terraform's comparison of an app's state with AWS. */
export interface Refreshed {
  readonly changes: readonly RefreshedChange[];
  readonly resources: readonly RefreshedResource[];
  /** The plan as Terraform shows it: it marks the sensitive values. */
  readonly plan: unknown;
}

/**
 * Compares the state of an app with AWS by a refresh-only plan. It changes nothing, neither in AWS nor in the state. The plan contains values in
 * plain text and is deleted.
 * @throws with Terraform's error, if AWS cannot be read; or if the plan has another format
 */
export async function refreshed(app: App): Promise<Refreshed> {
  return inPrivateFolder(app.folder.path, async (folder) => {
    const { context, name } = app;
    const file = join(folder, 'drift.tfplan');
    const terraform = (args: readonly string[]) =>
      capture(context.installation.program, args, { cwd: app.folder.path, env: context.env });
    const planned = await terraform(['plan', `-out=${file}`, ...flags]);
    if (planned.code !== 0)
      throw new Error(`${name} could not be compared with AWS:\n${(planned.stderr || planned.stdout).trim()}`);
    const shown = await terraform(['show', '-json', file]);
    if (shown.code !== 0) throw new Error(`The comparison of ${name} cannot be read: ${shown.stderr.trim()}`);
    return parseRefreshed(JSON.parse(shown.stdout), name);
  });
}

/** @throws if the plan has an unknown format */
export function parseRefreshed(plan: unknown, name: string): Refreshed {
  const read = planSchema.safeParse(plan);
  if (!read.success)
    throw new Error(
      `The refresh-only plan of ${name} has an unknown format, and no drift was looked for: ${z.prettifyError(read.error)}`,
    );
  const { resource_drift: changes, prior_state: state } = read.data;
  return { changes, resources: state?.values?.root_module.resources ?? [], plan };
}
