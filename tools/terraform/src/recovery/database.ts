import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@malinshopper/environments';
import { z } from 'zod';
import type { App } from '../commands/app';
import { ask } from '../commands/ask';
import { purposeOf, shown, type CommandOptions } from '../commands/commands';
import { checked, planAndApply, ready } from '../commands/deploy-app';
import type { Planned } from '../commands/recreated';
import { candidate, withApp } from '../commands/with-app';
import { duration } from '../durations';
import { writeWhole } from '../files';
import { leased } from '../lease/leased';
import { recoveryFile } from '../work/folder';
import { assertGone, chosenSnapshot } from './snapshots';

export interface RecoverDatabaseOptions extends CommandOptions {
  /** The snapshot to restore. @default - the newest one */
  readonly snapshot?: string;
  /** True to restore without a question. @default false */
  readonly yes?: boolean;
}

/** The restored server. */
export interface RecoveredDatabase {
  readonly identifier: string;
  readonly snapshot: string;
  /** The recovery point: what was written after it is lost. */
  readonly at: Date;
}

const servers = z.record(z.string(), z.looseObject({ identifier: z.string() }));

/**
 * Restores the database server of an environment from a snapshot of RDS or AWS Backup: Terraform creates the server
 * from the snapshot, with all settings of the configuration, and adds it to the state. `snapshot_identifier` is in an
 * override file for this run only. Afterwards the provider computes the attribute, so the next plan is empty (AWS
 * provider 5.100.0, `aws_db_instance`: Optional, Computed).
 * @param project the app that has the server
 * @throws if the environment has no server of its own, the server exists, the snapshot does not exist, the user does
 * not confirm, or the deploy fails
 */
export async function recoverDatabase(
  project: string,
  environment: Environment,
  options: RecoverDatabaseOptions = {},
): Promise<RecoveredDatabase> {
  const found = await candidate(project, environment, options);
  const [name, identifier] = serverIn(found.synthesized.json, environment);
  const { clients } = found.session;
  await assertGone(clients, identifier);
  const chosen = await chosenSnapshot(clients, identifier, options.snapshot);
  const { snapshot, at } = chosen;
  const age = duration(Date.now() - at.getTime());
  if (
    !options.yes &&
    !(await ask(
      `Shall ${identifier} be restored from ${snapshot} of ${at.toISOString()} (${age} ago)? Later writes are lost.`,
    ))
  )
    throw new Error(`${identifier} was not restored. Without a terminal, say --yes.`);
  await withApp('restore', found, environment, options, async (app) => {
    await checked(app, { pushesState: true });
    await leased(purposeOf(app, 'deploy'), options.lease, async ({ assertHeld }) => {
      await ready(app);
      await shown(app, (visible) => restored(visible, `aws_db_instance.${name}`, snapshot, assertHeld));
    });
  });
  return { identifier, snapshot, at };
}

/**
 * Makes the server alone, which the caller has agreed to: what depends on it, such as the selection of what is backed up, would be known after the
 * apply only, which production's guard refuses. It is a matter of the next deploy. The guard is not asked of this plan: it judges whole plans, and
 * this one may make one server and do nothing else.
 */
async function restored(
  app: App,
  address: string,
  snapshot: string,
  beforeApply: () => Promise<void>,
): Promise<string> {
  const file = join(app.folder.path, recoveryFile);
  const server = { [address.replace('aws_db_instance.', '')]: { snapshot_identifier: snapshot } };
  try {
    writeWhole(file, JSON.stringify({ resource: { aws_db_instance: server } }));
    const isWanted = (planned: readonly Planned[]) => onlyMakes(planned, address);
    return await planAndApply(app, { targets: [address], guarded: false, isWanted, beforeApply });
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Returns true if a plan only creates the resource to which the user has agreed.
 * @throws if the plan has other changes
 */
export function onlyMakes(planned: readonly Planned[], address: string): boolean {
  const more = planned.filter((one) => one.address !== address || one.action !== 'create');
  if (more.length === 0) return planned.length > 0;
  const list = more.map((one) => `${one.action} ${one.address}`).join(', ');
  throw new Error(
    `To restore ${address}, Terraform would also ${list}, and you have not agreed to these changes. Nothing was restored. Deploy these changes first, or find their cause ` +
      '(npm run drift).',
  );
}

/** The server in an app's JSON, by its name there. @throws if it has none of its own, or several */
export function serverIn(json: string, { name, database }: Environment): [string, string] {
  const { resource } = z
    .looseObject({ resource: z.looseObject({ aws_db_instance: servers.default({}) }) })
    .parse(JSON.parse(json));
  const [found, ...more] = Object.entries(resource.aws_db_instance);
  if (found && more.length === 0) return [found[0], found[1].identifier];
  const host = database.placement === 'shared' ? ` It uses that of ${database.from}: restore it there.` : '';
  throw new Error(
    `${name} has ${more.length === 0 ? 'no database server of its own' : 'several database servers'}.${host} Nothing was restored.`,
  );
}
