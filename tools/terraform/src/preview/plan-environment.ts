import { basename } from 'node:path';
import { environment as environmentNamed } from '@malinshopper/environments';
import { appRoots, repositoryRoot, type SynthOptions } from '@malinshopper/synth';
import type { ContextOptions } from '../commands/context';
import { orderOf, type AppNode } from '../environment-run/app-graph';
import { found } from '../environment-run/found';
import { inOrder } from '../environment-run/schedule';
import { NotesReporter } from '../progress/reporter';
import { synthesize, type Synthesized } from '../synth';
import { openSession } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import type { AppPlan } from './app-plan';
import { Plans } from './plans';

export interface PlanEnvironmentOptions extends ContextOptions, Pick<SynthOptions, 'changes'> {
  /** The roots of the apps, such as `apps/network`. @default - all of the repository */
  readonly projects?: readonly string[];
  /** The synthesized apps, by name. @default - they are synthesized now */
  readonly synthesized?: ReadonlyMap<string, Synthesized>;
  /** Apps that have drifted, as `<owner>/<app>`: they are planned even though their records report no change. @default - none */
  readonly drifted?: ReadonlySet<string>;
  /** Called for each app when it is planned. @default - nothing is called */
  readonly onPlan?: (plan: AppPlan) => void;
}

/** Prepares the plans of an environment, and the order of its apps. */
export async function openPlans(
  nameOrRef: string,
  options: PlanEnvironmentOptions,
): Promise<{ plans: Plans; nodes: AppNode[] }> {
  const environment = environmentNamed(nameOrRef);
  const { root = repositoryRoot, variables, target = chosenTarget(variables), changes } = options;
  const projects = options.projects ?? appRoots(root);
  const [synthesized, session] = await Promise.all([
    options.synthesized ?? synthesize(environment.ref, projects, { root, ...(changes && { changes }) }),
    options.session ?? openSession(target, environment),
  ]);
  const nodes = orderOf(
    new Map(
      projects.map((project) => [basename(project), { root: project, ...found(synthesized, basename(project)) }]),
    ),
  );
  const reporter = new NotesReporter();
  return { plans: new Plans({ environment, options, root, session, synthesized, reporter }), nodes };
}

/**
 * Plans every app of an environment, in the order of their contracts and side by side if these permit it: each on the planned outputs of the apps
 * upstream of it. An app without changes since its record, that reads nothing that changes, is not planned. An environment that does not exist yet is
 * planned as a whole.
 * @param nameOrRef an environment's name, or a branch's git ref
 * @throws before anything is planned: if the name is unknown, an app cannot be synthesized, or the account cannot be reached
 * @returns one plan for each app, in that order
 */
export async function planEnvironment(nameOrRef: string, options: PlanEnvironmentOptions = {}): Promise<AppPlan[]> {
  const { plans, nodes } = await openPlans(nameOrRef, options);
  const ended: AppPlan[] = [];
  const settled = await inOrder(nodes, async (node) => {
    const plan = await plans.plan(node);
    ended.push(plan);
    options.onPlan?.(plan);
  });
  for (const result of settled.values()) if (result.outcome === 'failed') throw result.error;
  return ended;
}
