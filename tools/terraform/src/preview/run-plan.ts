import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../commands/app';
import { parallelism } from '../commands/terraform';
import { outgoingFiles } from '../outgoing/holdable';
import { isInterrupted, onInterrupt } from '../run/interrupt';
import { capture, type Ended } from '../subprocess';
import { overrideFile, profileName } from '../aws-target/override';
import type { Preview } from './preview';
import { inPrivateFolder } from './private-folder';
import { previewFile } from './refuse';
import { previewOfHiddenChanges } from './hidden-changes';

/** The flags of every plan. No lock: a plan writes nothing. */
export const planFlags: readonly string[] = ['-detailed-exitcode', '-input=false', '-lock=false', parallelism];

/** Terraform uses colours only on a terminal. */
export const colourFlags = (): string[] => (process.stdout.isTTY && !process.env['NO_COLOR'] ? [] : ['-no-color']);

export interface RanPlan {
  /** `terraform show -json`, parsed. */
  readonly plan: unknown;
  /** Terraform's own words. */
  readonly text: string;
}

/**
 * Plans an app in its initialized folder; the files that Terraform wrote are deleted afterwards.
 * @param preview the configuration to plan @default - the app's own
 * @throws with Terraform's error, if the plan fails; or if Ctrl-C was pressed
 */
export async function runPlan(app: App, preview?: Preview): Promise<RanPlan> {
  return inPrivateFolder(app.folder.path, async (folder) => {
    if (preview) fillPreview(app, preview, folder);
    const file = join(folder, 'preview.tfplan');
    const planned = await terraform(app, preview && folder, ['plan', `-out=${file}`, ...planFlags, ...colourFlags()]);
    const isPlanned = planned.code === 0 || planned.code === 2;
    if (!isPlanned) throw new Error(`The plan of ${app.name} failed:\n${(planned.stderr || planned.stdout).trim()}`);
    const shown = await terraform(app, preview && folder, ['show', '-json', file]);
    if (shown.code !== 0) throw new Error(`The plan of ${app.name} cannot be read: ${shown.stderr.trim()}`);
    return { plan: JSON.parse(shown.stdout), text: planned.stdout };
  });
}

/**
 * Plans an app with everything that an apply changes: a second time, if a plan omits changes.
 * @param preview as in `runPlan`
 * @returns the plan, and the configuration that was planned in the end
 * @throws as `runPlan`
 */
export async function runWholePlan(
  app: App,
  preview?: Preview,
): Promise<RanPlan & { readonly preview: Preview | undefined }> {
  const first = await runPlan(app, preview);
  const whole = previewOfHiddenChanges(app, preview, first.plan);
  return whole ? { ...(await runPlan(app, whole)), preview: whole } : { ...first, preview };
}

async function terraform({ name, context, folder }: App, preview: string | undefined, args: string[]): Promise<Ended> {
  const abort = new AbortController();
  const ignore = onInterrupt(() => abort.abort());
  try {
    if (!isInterrupted()) {
      const ran = await capture(context.installation.program, args, {
        cwd: preview ?? folder.path,
        // The preview is planned with the result of `init` in the app's folder.
        env: preview ? { ...context.env, TF_DATA_DIR: join('..', '.terraform') } : context.env,
        signal: abort.signal,
      });
      if (!isInterrupted()) return ran;
    }
  } finally {
    ignore();
  }
  throw new Error(`${name} was not planned: Ctrl-C was pressed.`);
}

/** Fills the folder like `fillFolder` does for an app, but under the preview's name. */
function fillPreview(
  { folder, configuration, context }: App,
  { json, values, unread }: Preview,
  preview: string,
): void {
  writeFileSync(join(preview, previewFile), json, { mode: 0o600 });
  writeFileSync(join(preview, 'values.tf.json'), values, { mode: 0o600 });
  for (const name of [profileName, ...outgoingFiles, '.terraform.lock.hcl']) {
    if (existsSync(join(folder.path, name))) copyFileSync(join(folder.path, name), join(preview, name));
  }
  if (context.session.clients.endpoint === undefined) return;
  const upstreams = Object.entries(configuration.upstreams).filter(([source]) => !unread.includes(source));
  const override = overrideFile({ ...configuration, upstreams: Object.fromEntries(upstreams) });
  writeFileSync(join(preview, 'local_override.tf.json'), override);
}
