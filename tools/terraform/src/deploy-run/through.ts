import { basename } from 'node:path';
import { environment as environmentNamed, type Environment } from '@malinshopper/environments';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import type { ContextOptions } from '../commands/context';
import { deployEnvironment } from '../environment-run/deploy-environment';
import type { EnvironmentRunOptions } from '../environment-run/options';
import type { EnvironmentResult } from '../environment-run/result';
import type { LeaseOptions } from '../lease/leased';
import type { Commit } from '../record/commit';
import type { ReviewSource } from '../review/assert-reviewed';
import { synthesizeEach, type Synthesized } from '../synth';
import { openSession, type Session } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { assertBeforeDeployed } from './before';
import { commitToDeploy } from './commit';

export interface ThroughOptions
  extends
    Omit<ContextOptions, 'session'>,
    Pick<EnvironmentRunOptions, 'reporter'>,
    Pick<LeaseOptions, 'run' | 'waitMs'> {
  /** The apps to deploy, by name: the apps that they read must be deployed. @default - all */
  readonly apps?: readonly string[] | undefined;
  /** The addresses of resources with data that may be destroyed and made again. @default - none */
  readonly recreate?: readonly string[];
  /** True if an app is planned even though its record reports no change: reverts drift. @default false */
  readonly refresh?: boolean;
  /** The reviewed plan. A plan with any other effect is refused. @default - no review is required */
  readonly reviewed?: ReviewSource;
  /** Called for each environment that begins. @default - nothing is called */
  readonly onEnvironment?: (environment: Environment) => void;
}

/** The result in one environment. */
export interface Passage {
  readonly environment: Environment;
  /** Undefined if it was not begun, or was refused as a whole. */
  readonly result?: EnvironmentResult;
  /** The reason why nothing of it was touched. Undefined if it was begun, and after an environment that did not end well. */
  readonly refused?: string;
}

export interface Way {
  readonly commit: Commit;
  readonly passages: readonly Passage[];
  readonly ok: boolean;
  /** The job, if single apps were deployed. */
  readonly job?: Pick<ThroughOptions, 'apps' | 'run'>;
}

/**
 * Carries one commit through environments, in the order of their names here: the deploy of an environment begins only
 * after the previous environment was deployed and verified. All of them are synthesized at once, so that later changes
 * of the folder have no effect.
 * @throws before anything is touched: if a name is unknown, the folder differs from the commit, or an account cannot be reached
 */
export async function deployThrough(names: readonly string[], options: ThroughOptions = {}): Promise<Way> {
  const { root = repositoryRoot, variables, target = chosenTarget(variables) } = options;
  const environments = [...new Map(names.map(environmentNamed).map((one) => [one.name, one])).values()];
  const projects = projectsOf(options.apps, root);
  const commit = await commitToDeploy(root);
  const [stacks, sessions] = await Promise.all([
    synthesizeEach(
      environments.map(({ ref }) => ref),
      appRoots(root),
      { root },
    ),
    Promise.all(environments.map((one) => openSession(target, one))),
  ]);
  const passages: Passage[] = [];
  let ok = true;
  for (const [index, environment] of environments.entries()) {
    const passage: Passage = ok
      ? await passed(
          environment,
          sessions[index]!,
          stacks.get(environment.name)!,
          { ...options, root, target },
          projects,
        )
      : { environment };
    passages.push(passage);
    ok &&= passage.result?.ok === true;
  }
  return { commit, passages, ok, ...(options.apps && { job: options }) };
}

async function passed(
  environment: Environment,
  session: Session,
  synthesized: ReadonlyMap<string, Synthesized>,
  { run, waitMs, apps, onEnvironment, ...options }: ThroughOptions & { readonly root: string },
  projects: readonly string[],
): Promise<Passage> {
  onEnvironment?.(environment);
  try {
    if (apps) await assertBeforeDeployed(apps, { session, synthesized, root: options.root, environment });
    const result = await deployEnvironment(environment.ref, {
      ...options,
      session,
      projects,
      synthesized,
      lease: { run, waitMs },
      stopsAtFailure: true,
      verified: true,
    });
    return { environment, result };
  } catch (error) {
    return { environment, refused: error instanceof Error ? error.message : String(error) };
  }
}

function projectsOf(apps: readonly string[] | undefined, root: string): readonly string[] {
  const all = appRoots(root);
  if (!apps) return all;
  const known = all.map((project) => basename(project));
  const unknown = apps.filter((app) => !known.includes(app));
  if (unknown.length > 0) {
    throw new Error(`Unknown app ${unknown.join(', ')}: the repository has ${known.join(', ')}. Nothing was touched.`);
  }
  return all.filter((project) => apps.includes(basename(project)));
}
