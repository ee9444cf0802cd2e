import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@malinshopper/environments';
import { withDownloads } from '../aws-target/child-environment';
import { profileName } from '../aws-target/override';
import type { App } from '../commands/app';
import { ask } from '../commands/ask';
import { purposeOf, type CommandOptions } from '../commands/commands';
import { candidate, withApp } from '../commands/with-app';
import { leased } from '../lease/leased';
import { inPrivateFolder } from '../preview/private-folder';
import { planFlags } from '../preview/run-plan';
import { readRecordOf } from '../record/deployment-record';
import { describeLock, readLock } from '../state/lock';
import { readDated, wasFaster } from '../state/objects';
import { takeLock } from '../state/own-lock';
import { stateHeader } from '../state/valid';
import { capture } from '../subprocess';
import { namedVersion, stateVersions, versionText } from './versions';

export interface RestoreOptions extends CommandOptions {
  /** True restores without a question. @default false */
  readonly yes?: boolean;
  /** Called with the plan against the restored state, before anything is written. @default - it is not shown */
  readonly onPlan?: (text: string) => void;
}

/** The number of versions to choose from. */
const most = 200;

/**
 * Restores an earlier version of a state. It first plans against a copy of that version, in a folder of its own; only then, and if the caller agrees,
 * it writes it as the newest version. The current one stays as an older version. The new serial is one more than every serial before, so that no
 * reader takes it for old.
 * @returns the result, and the next step
 * @throws if the state is locked or being deployed, it has no such version or one with another lineage than its record, the plan fails, the caller
 * does not agree, or the state is written meanwhile: nothing is changed then
 */
export async function restore(
  project: string,
  environment: Environment,
  version: string,
  options: RestoreOptions = {},
): Promise<string> {
  const found = await candidate(project, environment, options);
  return withApp('restore', found, environment, options, (app) =>
    leased(purposeOf(app, 'deploy'), options.lease, ({ assertHeld }) => restored(app, version, options, assertHeld)),
  );
}

async function restored(
  app: App,
  version: string,
  { yes, onPlan }: RestoreOptions,
  assertHeld: () => Promise<void>,
): Promise<string> {
  const { context, configuration } = app;
  const { state } = configuration;
  const { s3 } = context.session;
  const lock = await readLock(context.session, state);
  if (lock)
    throw new Error(
      `${state.key} is ${describeLock(lock, state)}. Nothing was restored: wait for it, or release it with npm run state -- unlock.`,
    );
  const all = await stateVersions(s3, state, most);
  const chosen = namedVersion(all, version, state);
  if (chosen.content === 'deleted' || 'broken' in chosen.content)
    throw new Error(
      `Version ${chosen.id} of ${state.key} is ${chosen.content === 'deleted' ? 'its deletion' : chosen.content.broken}: choose one with a serial.`,
    );
  const record = await readRecordOf(s3, state);
  const { lineage } = chosen.content;
  if (record?.state && record.state.lineage !== lineage)
    throw new Error(
      `Version ${chosen.id} of ${state.key} has the lineage ${lineage}, but the state of the last run has ${record.state.lineage}. The version belongs to other resources. Nothing was restored.`,
    );
  const now = await readDated(s3, state);
  const serials = all.flatMap(({ content }) =>
    content !== 'deleted' && 'serial' in content && content.lineage === lineage ? [content.serial] : [],
  );
  const serial = Math.max(...serials, record?.state?.serial ?? 0) + 1;
  const text = withSerial(await versionText(s3, state, chosen.id), serial);
  stateHeader(text, state);
  onPlan?.(await planAgainst(app, text));
  if (
    !yes &&
    !(await ask(
      `Shall version ${chosen.id} of ${state.key} (serial ${chosen.content.serial}) be the state again, as serial ${serial}?`,
    ))
  )
    throw new Error(`${state.key} was not restored. Without a terminal, add --yes.`);
  await assertHeld();
  await swap(app, text, now?.etag);
  const kept = now ? ' The one before stays as an older version.' : '';
  return `Restored: ${state.key} is version ${chosen.id} again, as serial ${serial}.${kept} Next: npx nx plan ${configuration.app} shows the differences to AWS.`;
}

/** The text of a state with another serial and no other change. */
const withSerial = (text: string, serial: number): string =>
  `${JSON.stringify({ ...(JSON.parse(text) as object), serial }, null, 2)}\n`;

/** Plans the app's JSON against a state in a file, in a folder that only this user may read: the state in the bucket is not touched. */
async function planAgainst(app: App, text: string): Promise<string> {
  const { context, folder, name, configuration } = app;
  return inPrivateFolder(folder.path, async (own) => {
    for (const file of ['cdk.tf.json', 'local_override.tf.json', profileName])
      if (existsSync(join(folder.path, file))) copyFileSync(join(folder.path, file), join(own, file));
    if (configuration.providers.length > 0)
      copyFileSync(join(context.root, '.terraform.lock.hcl'), join(own, '.terraform.lock.hcl'));
    writeFileSync(join(own, 'restored.tfstate'), text, { mode: 0o600 });
    const backend = { terraform: { backend: { local: { path: 'restored.tfstate' } } } };
    writeFileSync(join(own, 'restore_override.tf.json'), JSON.stringify(backend));
    const run = async (args: readonly string[], env: NodeJS.ProcessEnv) =>
      capture(context.installation.program, args, { cwd: own, env });
    const begun = await run(['init', '-input=false', '-no-color', '-lockfile=readonly'], withDownloads(context.env));
    const planned = begun.code === 0 ? await run(['plan', '-no-color', ...planFlags], context.env) : begun;
    if (begun.code === 0 && (planned.code === 0 || planned.code === 2)) return planned.stdout.trim();
    throw new Error(
      `Against the restored state, ${name} cannot be planned. Nothing was restored.\n${(planned.stderr || planned.stdout).trim()}`,
    );
  });
}

/** Writes the state as its newest version, under Terraform's lock, and only if it has not changed since it was read. */
async function swap({ context, configuration: { state } }: App, text: string, etag: string | undefined): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const { session, installation } = context;
  const lock = await takeLock(session, state, 'restore', installation.version);
  try {
    const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
    const request = { Bucket: state.bucket, Key: state.key, Body: text, ContentType: 'application/json', ...condition };
    await session.s3.send(new PutObjectCommand(request));
  } catch (error) {
    if (!wasFaster(error)) throw error;
    throw new Error(
      `${state.key} was written by another run meanwhile. Nothing was restored: look at its history again.`,
    );
  } finally {
    await lock.release();
  }
}
