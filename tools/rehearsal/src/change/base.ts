import { snapshots, saveSnapshot, UnusableSnapshot } from '@malinshopper/local-aws';
import type { Environment } from '@malinshopper/environments';
import { chosenTarget, deployEnvironment, forgetWorld } from '@malinshopper/terraform';
import { newWorld, restoreWorld } from '../world';
import type { RehearseOptions } from './options';
import { deployedBy, type Side } from './side';

/**
 * Brings the embedded AWS to the state of the base. It restores a snapshot of exactly the JSON of the base, or deploys
 * the base and saves a snapshot for the next rehearsal.
 * @param commit the commit of the base
 * @throws Error if the base itself cannot be deployed
 */
export async function bringUp(
  base: Side,
  environment: Environment,
  { commit, say, reporter }: Pick<RehearseOptions, 'say' | 'reporter'> & { readonly commit: string },
): Promise<'snapshot' | 'deploy'> {
  const name = await snapshotOf(base);
  if (name !== undefined) {
    try {
      await restoreWorld(name, { replacing: () => forget(base) });
      return 'snapshot';
    } catch (error) {
      if (!(error instanceof UnusableSnapshot)) throw error;
      say(error.message);
    }
  }
  await newWorld();
  forget(base);
  say(`Deploying the base (${commit.slice(0, 7)}) ...`);
  const { root, projects, stacks: synthesized } = base;
  const { ok, apps } = await deployEnvironment(environment.ref, { root, projects, synthesized, reporter });
  if (!ok) {
    const errors = apps.flatMap(({ error }) => error ?? []).join('\n\n');
    throw new Error(
      `The base (${commit.slice(0, 7)}) of the change cannot be deployed to ${environment.name} on the embedded AWS. Without the base, ` +
        `the change cannot be rehearsed:\n${errors}\nCorrect the base branch, or name another base: --base <commit>.`,
    );
  }
  await saveSnapshot(undefined, { deployed: deployedBy(base), commit });
  return 'deploy';
}

/** The name of the newest snapshot of exactly this deployment. */
export async function snapshotOf(base: Side): Promise<string | undefined> {
  const wanted = keyOf(deployedBy(base));
  return (await snapshots()).find(({ manifest }) => manifest && keyOf(manifest.deployed) === wanted)?.name;
}

const keyOf = (deployed: readonly { owner: string; app: string; json: string }[]) =>
  deployed
    .map(({ owner, app, json }) => `${owner}/${app} ${json}`)
    .sort()
    .join('\n');

/** Work folders of an earlier rehearsal do not match this one. */
export function forget({ root }: Side): void {
  const target = chosenTarget();
  if (target.kind === 'embedded') forgetWorld(target, root);
}
