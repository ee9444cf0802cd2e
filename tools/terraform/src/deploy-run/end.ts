import { environment as environmentNamed } from '@malinshopper/environments';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import type { ContextOptions } from '../commands/context';
import { endRun } from '../lease/leased';
import { synthesizeEach } from '../synth';
import { openSession } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { undeployed } from './before';
import { commitToDeploy } from './commit';

/**
 * Ends the run of several jobs in an environment: releases its leases, whatever the results of the jobs are.
 * @throws if no run is named
 * @returns the apps that are not deployed at this commit, with the reason: the next environment is begun only if there are none
 */
export async function endThrough(
  name: string,
  run: string | undefined,
  options: Omit<ContextOptions, 'session'> = {},
): Promise<ReadonlyMap<string, string>> {
  if (run === undefined) throw new Error('--end is for a run of several jobs: name it with --run <id>.');
  const { root = repositoryRoot, variables, target = chosenTarget(variables) } = options;
  const environment = environmentNamed(name);
  await commitToDeploy(root);
  const [stacks, session] = await Promise.all([
    synthesizeEach([environment.ref], appRoots(root), { root }),
    openSession(target, environment),
  ]);
  const synthesized = stacks.get(environment.name)!;
  const { bucket } = [...synthesized.values()][0]!.configuration.state;
  for (const owner of [environment.name, environment.account.name]) await endRun(session, { bucket, owner }, run);
  return undeployed(synthesized.keys(), { session, synthesized, root, environment });
}
