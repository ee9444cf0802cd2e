import { environment as environmentNamed } from '@malinshopper/environments';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import { basename } from 'node:path';
import { check } from '../commands/checks';
import { purposeOf } from '../commands/commands';
import type { ContextOptions } from '../commands/context';
import { pushStranded } from '../commands/push-stranded';
import { candidate, withApp } from '../commands/with-app';
import { leased } from '../lease/leased';
import { readLock } from '../state/lock';
import { strandedState } from '../work/folder';

export interface RecoverOptions extends Omit<ContextOptions, 'session'> {
  /** The run that the deploy was part of. @default - none */
  readonly run?: string | undefined;
}

/**
 * Completes a deploy on this machine that could not end because AWS was out of reach or its session had ended: writes the state that the deploy could
 * not write, and releases its lock. A machine that is thrown away takes both with it. Nothing is deployed.
 * @returns one sentence about the result
 * @throws if no app is named or there is none of that name, the state cannot be written, or the lock may belong to something else
 */
export async function recover(
  name: string,
  app: string | undefined,
  { run, ...options }: RecoverOptions = {},
): Promise<string> {
  if (app === undefined) throw new Error('--recover is for an app that was deployed here: name it with --app <name>.');
  const environment = environmentNamed(name);
  const { root = repositoryRoot } = options;
  const projects = appRoots(root);
  const project = projects.find((one) => basename(one) === app);
  if (!project) {
    const known = projects.map((one) => basename(one)).join(', ');
    throw new Error(`Unknown app ${app}: the repository has ${known}. Nothing was touched.`);
  }
  const found = await candidate(project, environment, options);
  return withApp('recover', found, environment, options, async (opened) => {
    const { folder, context, configuration } = opened;
    const isStranded = strandedState(folder) !== undefined;
    const isLocked = (await readLock(context.session, configuration.state)) !== undefined;
    if (!isStranded && !isLocked) return `${app} of ${environment.name}: nothing to recover.`;
    await leased(purposeOf(opened, 'deploy'), { run }, async () => {
      await check(opened, { pushesState: true, upstreams: false });
      await pushStranded(opened);
    });
    const done = [isLocked && 'its lock is released', isStranded && 'its state is written'].filter(Boolean);
    return `${app} of ${environment.name}: ${done.join(', ')}. The next deploy does the rest.`;
  });
}
