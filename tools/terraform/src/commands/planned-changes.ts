import type { Environment } from '@malinshopper/environments';
import { z } from 'zod';
import { capture } from '../subprocess';
import type { App } from './app';
import type { CommandOptions } from './commands';
import { prepare } from './deploy-app';
import { planToFile } from './terraform';
import { candidate, withApp } from './with-app';

const shown = z.object({
  resource_changes: z
    .array(z.object({ address: z.string(), change: z.object({ actions: z.array(z.string()) }) }))
    .default([]),
});

export interface PlannedChange {
  readonly address: string;
  /** Terraform's words: `create`, `update`, `delete`, `read`. */
  readonly actions: readonly string[];
}

/**
 * What a deploy of an app would change, as data: every resource that the plan would touch, without those that stay as they are.
 * @param project the app's root, such as `apps/network`
 * @throws if the plan fails, or cannot be read
 */
export async function plannedChanges(
  project: string,
  environment: Environment,
  options: CommandOptions = {},
): Promise<PlannedChange[]> {
  return withApp('plan', await candidate(project, environment, options), environment, options, async (app) => {
    await prepare(app, { writes: false });
    await planToFile(app);
    return changesIn(app);
  });
}

/** @throws if the plan in the app's folder cannot be read */
export async function changesIn({ name, context, folder }: App): Promise<PlannedChange[]> {
  const { program } = context.installation;
  const { code, stdout, stderr } = await capture(program, ['show', '-json', folder.plan], {
    cwd: folder.path,
    env: context.env,
  });
  if (code !== 0) throw new Error(`The plan of ${name} cannot be read: ${stderr.trim()}`);
  const { resource_changes: all } = shown.parse(JSON.parse(stdout));
  return all
    .map(({ address, change: { actions } }) => ({ address, actions }))
    .filter(({ actions }) => actions.join() !== 'no-op');
}
