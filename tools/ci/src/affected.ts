import { affected, terminal, type Row } from '@malinshopper/affected';
import { appNames } from '@malinshopper/environments';
import { appRoots, repositoryRoot, synthesizeEach } from '@malinshopper/synth';
import { addToSummary, asCode, setOutput } from './github';

/** True if a job must look at an app: it must be deployed, or an app that it reads must be, so that it is compared again after that. */
export function needsJob({ state, after = [] }: Pick<Row, 'state' | 'after'>): boolean {
  return state === 'unchanged' ? after.length > 0 : state !== 'gone';
}

/**
 * Shows the changes of a deploy, and sets the outputs for the jobs of a workflow.
 * @param names of environments. @default - all long-lived ones
 * @param base a commit that replaces the records, if there are no credentials
 */
export async function showAffected(names: readonly string[] | undefined, base?: string): Promise<void> {
  const stacks = synthesizeEach(names, appRoots(repositoryRoot));
  const found = await affected({ names, stacks, root: repositoryRoot, base });
  const shown = terminal(found);
  console.log(shown);
  addToSummary(asCode(shown));
  for (const [name, value] of Object.entries(jobsFor(found.rows))) setOutput(name, value);
}

/** The outputs: the apps that need a job, as JSON in the order of their deploys, and the last of them, after which the run has ended. */
export function jobsFor(rows: readonly Row[]): { readonly apps: string; readonly last: string } {
  const apps = appNames.filter((name) => rows.some((row) => row.app === name && needsJob(row)));
  return { apps: JSON.stringify(apps), last: apps.at(-1) ?? '' };
}
