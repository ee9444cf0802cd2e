import { basename } from 'node:path';
import type { Environment } from '@malinshopper/environments';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import type { ContextOptions } from '../commands/context';
import { among, type AppNode } from '../environment-run/app-graph';
import { inOrder } from '../environment-run/schedule';
import { passThrough } from '../subprocess';
import { countsText, isNothing } from './counts';
import { openPlans, type PlanEnvironmentOptions } from './plan-environment';
import { detailsOf } from './app-plan';
import { colourFlags, planFlags, runWholePlan } from './run-plan';
import { inWords } from './plan-text';

/**
 * Plans one app, whatever its record contains, and before it the apps upstream of it that have changes. It shows the plan in Terraform's own words.
 * @throws if an app upstream cannot be planned
 * @returns Terraform's exit code: 0 nothing, 1 an error, 2 there are changes
 */
export async function planApp(
  project: string,
  environment: Environment,
  options: ContextOptions & Pick<PlanEnvironmentOptions, 'changes'> = {},
): Promise<number> {
  const name = basename(project);
  const { root = repositoryRoot } = options;
  const projects = [...new Set([...appRoots(root), project])];
  const { plans, nodes } = await openPlans(environment.ref, { ...options, projects });
  const upstream = upstreamOf(name, nodes);
  await inOrder(
    among(nodes, (node) => upstream.has(node.name)),
    async (node) => {
      const { planned, details } = await plans.plan(node);
      if (planned.result.kind === 'failed') {
        throw new Error(
          `The plan of ${name} depends on the plans of its upstream apps, and ${node.name} could not be planned:\n${planned.result.error}\n` +
            `Plan ${node.name} with a role that has the permissions, or deploy it first.`,
        );
      }
      if (details) console.error(`${node.name} is planned first, since it changes: ${countsText(details.counts)}`);
    },
  ).then((settled) => {
    for (const result of settled.values()) if (result.outcome === 'failed') throw result.error;
  });
  return plans.opened(name, async ({ app, preview }) => {
    const { folder, context } = app;
    if (!preview) {
      const args = ['plan', ...planFlags, ...colourFlags()];
      return passThrough(context.installation.program, args, { cwd: folder.path, env: context.env });
    }
    const { plan, text, ...ran } = await runWholePlan(app, preview);
    const details = detailsOf(plan, text, ran.preview);
    console.log(inWords(details));
    return isNothing(details.counts) ? 0 : 2;
  });
}

/** All apps that an app reads, directly or not. */
function upstreamOf(name: string, nodes: readonly AppNode[]): ReadonlySet<string> {
  const all = new Set<string>();
  const visit = (of: string): void => {
    for (const upstream of nodes.find((node) => node.name === of)?.dependsOn ?? []) {
      if (!all.has(upstream)) visit(upstream);
      all.add(upstream);
    }
  };
  visit(name);
  return all;
}
