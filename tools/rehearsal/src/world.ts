import {
  embeddedAwsStatus,
  keepState,
  keptState,
  QUOTAS_VARIABLE,
  restoreSnapshot,
  restoreState,
  startEmbeddedAws,
  stopEmbeddedAws,
  UnusableSnapshot,
  type Restored,
  type RestoreOptions,
  type SnapshotInfo,
  type StartedEmbeddedAws,
} from '@malinshopper/local-aws';
import { accounts } from '@malinshopper/environments';
import { chosenTarget, forgetWorld } from '@malinshopper/terraform';
import { saveOptions, workFolders } from './remember/beside';
import { ago, contents } from './remember/wording';

/** A running embedded AWS, and a sentence about the origin of its state. */
export interface World extends StartedEmbeddedAws {
  readonly said: string;
}

/**
 * Discards the records about a stopped embedded AWS, so that a process that still uses it does not continue on the next
 * one.
 */
export function forget(): void {
  const target = chosenTarget();
  if (target.kind === 'embedded') forgetWorld(target);
}

/** Configures the next embedded AWS with the quotas that the accounts have been granted. */
function tellQuotas(): void {
  const granted = Object.values(accounts).map((account) => [account.id, account.granted]);
  process.env[QUOTAS_VARIABLE] ??= JSON.stringify(Object.fromEntries(granted));
}

/**
 * Starts the embedded AWS from a snapshot, and ends a running one. @throws UnusableSnapshot if it cannot be restored,
 * with the reason
 */
export function restoreWorld(name: string, options?: RestoreOptions): Promise<Restored> {
  tellQuotas();
  return restoreSnapshot(name, options);
}

/** Starts the embedded AWS, if it does not run yet: from its kept state, or empty. */
export async function openWorld(): Promise<World> {
  tellQuotas();
  const status = await embeddedAwsStatus();
  const kept = status.running ? undefined : await keptState();
  if (!kept) return started('empty');
  try {
    const { manifest, ...running } = await restoreState({ beside: workFolders(), replacing: forget });
    const what = `${contents(manifest.deployed)}, as it was left ${ago(new Date(manifest.savedAt))}`;
    return { ...running, said: `The embedded AWS is back on ${running.endpoint}: ${what}.` };
  } catch (error) {
    if (!(error instanceof UnusableSnapshot)) throw error;
    return started(`empty. ${error.message}`);
  }
}

async function started(how: string): Promise<World> {
  tellQuotas();
  const running = await startEmbeddedAws();
  if (running.alreadyRunning) return { ...running, said: `The embedded AWS runs already on ${running.endpoint}.` };
  forget();
  return { ...running, said: `The embedded AWS has started on ${running.endpoint}, ${how}`.replace(/\.?$/, '.') };
}

/** Keeps the whole state of the embedded AWS for its next start. */
export async function keepWorld(): Promise<SnapshotInfo> {
  return keepState(await saveOptions());
}

/** Ends the embedded AWS, and all processes that still work on it. The kept state stays. */
export async function closeWorld(): Promise<boolean> {
  const stopped = await stopEmbeddedAws();
  forget();
  return stopped;
}

/** Starts an empty embedded AWS, despite a kept state. */
export async function newWorld(): Promise<World> {
  await closeWorld();
  return started('empty');
}
