import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { claim, type Holder } from '../claim';
import { stateOwner } from '../configuration';
import { writeWhole } from '../files';
import { repositoryRoot, workRoot } from '@malinshopper/synth';
import type { Synthesized } from '../synth';
import { outgoingFiles } from '../outgoing/holdable';
import { overrideFile, profileFile, profileName } from '../aws-target/override';
import type { Session } from '../aws-target/session';
import { endRun, lastRun } from '../run/record';
import type { EmbeddedTarget, Target } from '../aws-target/target';

/** The configuration of imports that are planned and never applied here; a command that was killed may leave it. */
export const importFile = 'import.tf.json';

/** The override for the time of that plan: `*_override.tf.json` (Terraform documentation, "Override Files"). */
export const importOverrideFile = 'import_override.tf.json';

/** Merged over the other files in the one run that restores something, such as the snapshot of a database server. */
export const recoveryFile = 'recovery_override.tf.json';

/** The files of this tool in a work folder. All other files in the folder belong to Terraform. */
export interface WorkFolder {
  readonly path: string;
  /** The saved plan that an apply carries out. */
  readonly plan: string;
  /** Terraform's JSON lines of the last apply or destroy: its progress, and afterwards its journal. */
  readonly events: string;
  readonly errors: string;
  /** The last apply or destroy: its processes, and how it ended. */
  readonly run: string;
  /** Endpoint and credentials of the embedded AWS. */
  readonly profile: string;
  readonly initStamp: string;
  readonly claimFile: string;
}

/** The folder of a target below `.work`. Embedded AWSs on different ports are separate, each with its own folder. */
export function targetFolder(target: Target): string {
  if (target.kind === 'aws') return 'aws';
  const { port } = new URL(target.endpoint);
  return port === '4566' ? 'embedded' : `embedded-${port}`;
}

/**
 * The folder in which Terraform works on one state: `.work/<target>/<environment>/<app>`. It follows the state's key, so that an app of an account
 * has one folder for all its environments.
 */
export function workFolder(target: string, stateKey: string, root = repositoryRoot): WorkFolder {
  const { owner, app } = stateOwner(stateKey);
  const path = join(workRoot(root), target, owner, app);
  return {
    path,
    plan: join(path, 'plan.tfplan'),
    events: join(path, 'events.jsonl'),
    errors: join(path, 'terraform-errors.txt'),
    run: join(path, 'run.json'),
    profile: join(path, profileName),
    initStamp: join(path, '.terraform', 'initialized.json'),
    claimFile: join(workRoot(root), target, owner, `${app}.claim`),
  };
}

/** Claims the work folder for this process. Waits while another command works in the folder. */
export function claimFolder(folder: WorkFolder, what: string, onWait: (holder: Holder, waited: number) => void) {
  return claim(folder.claimFile, what, onWait);
}

/** Puts the files for Terraform into the folder: the synthesized JSON byte for byte, and for the embedded AWS the override with its endpoint. */
export function fillFolder(folder: WorkFolder, synthesized: Synthesized, session: Session): void {
  mkdirSync(folder.path, { recursive: true });
  // Plans contain values in plain text, and a changed file in here would be applied.
  chmodSync(folder.path, 0o700);
  writeWhole(join(folder.path, 'cdk.tf.json'), synthesized.json);
  // Leftovers: the outgoing files are of an earlier deploy, and each deploy determines again which resources must stay.
  // The other files are of a command that was killed.
  for (const file of [...outgoingFiles, importFile, importOverrideFile, recoveryFile, basename(folder.plan)]) {
    rmSync(join(folder.path, file), { force: true });
  }
  const override = join(folder.path, 'local_override.tf.json');
  const { endpoint, credentials, region } = session.clients;
  if (endpoint && credentials) {
    writeWhole(folder.profile, profileFile(endpoint, region, credentials), 0o600);
    writeWhole(override, overrideFile(synthesized.configuration));
  } else {
    rmSync(override, { force: true });
  }
}

/** The state that Terraform could not write to the bucket and left here, if there is one. */
export function strandedState(folder: WorkFolder): string | undefined {
  const file = join(folder.path, 'errored.tfstate');
  return existsSync(file) ? file : undefined;
}

/**
 * Removes everything that was done on an embedded AWS that no longer exists: ends the runs on it, and removes its work folders, since their states
 * are gone with it.
 */
export function forgetWorld(target: EmbeddedTarget, root = repositoryRoot): void {
  const world = join(workRoot(root), targetFolder(target));
  if (!existsSync(world)) return;
  for (const file of readdirSync(world, { recursive: true, encoding: 'utf8' })) {
    if (basename(file) !== 'run.json') continue;
    const run = lastRun({ run: join(world, file) });
    if (run) endRun(run);
  }
  rmSync(world, { recursive: true, force: true, maxRetries: 3 });
}
