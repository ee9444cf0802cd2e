import { join } from 'node:path';
import { removeSnapshot, saveSnapshot, snapshots, UnusableSnapshot } from '@malinshopper/local-aws';
import { claim } from '@malinshopper/terraform';
import { root } from '../../programs';
import { saveOptions, workFolders } from '../../remember/beside';
import { newWorld, restoreWorld } from '../../world';
import { up } from './up';

/** The states from which test files begin, each with its deployed environments, in their order. */
const worlds = {
  testing: ['testing'],
  'testing-and-branch': ['testing', 'feature/checkout'],
  production: ['production'],
} as const;
export type Standing = keyof typeof worlds;

const snapshotOf = (standing: Standing) => `tests-${standing}`;

/** Claimed by the file that makes a state; the others wait until it exists. */
const claimed = (standing: Standing) =>
  claim(join(root, '.work', 'test', `${standing}.claim`), `deploys ${standing} for the tests`);

async function isKept(standing: Standing): Promise<boolean> {
  return (await snapshots()).some(({ name }) => name === snapshotOf(standing));
}

/**
 * Deploys several states, each on top of the state before, on the embedded AWS of this file. It keeps a snapshot of
 * each state for the test files that begin from it. The snapshots of an earlier run are removed first, so that these
 * test files wait.
 * @param bring deploys an environment
 */
export async function makeWorlds(all: readonly Standing[], bring: (ref: string) => Promise<unknown>): Promise<void> {
  const claims = new Map<Standing, () => void>();
  try {
    for (const standing of all) {
      claims.set(standing, await claimed(standing));
      if (await isKept(standing)) await removeSnapshot(snapshotOf(standing));
    }
    await newWorld();
    const deployed = new Set<string>();
    for (const standing of all) {
      for (const ref of worlds[standing].filter((each) => !deployed.has(each))) {
        await bring(ref);
        deployed.add(ref);
      }
      await saveSnapshot(snapshotOf(standing), await saveOptions());
      claims.get(standing)?.();
      claims.delete(standing);
    }
  } finally {
    for (const release of claims.values()) release();
  }
}

/**
 * Begins from a state: on the embedded AWS of this file, as another file has deployed and kept it, or else deployed
 * here. Differences from the present sources are deployed.
 */
export async function startFrom(standing: Standing): Promise<void> {
  const release = await claimed(standing);
  try {
    if (!(await restored(standing))) {
      await newWorld();
      for (const ref of worlds[standing]) await up(ref);
      await saveSnapshot(snapshotOf(standing), await saveOptions());
      return;
    }
  } finally {
    release();
  }
  for (const ref of worlds[standing]) await up(ref);
}

async function restored(standing: Standing): Promise<boolean> {
  if (!(await isKept(standing))) return false;
  try {
    await restoreWorld(snapshotOf(standing), { beside: workFolders() });
    return true;
  } catch (error) {
    // One of another version of the gateway is made again.
    if (error instanceof UnusableSnapshot) return false;
    throw error;
  }
}
