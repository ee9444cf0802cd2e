import { affected, terminal, type Row } from '@malinshopper/affected';
import { appNames } from '@malinshopper/environments';
import { appRoots, repositoryRoot, synthesizeEach } from '@malinshopper/synth';
import { addToSummary, asCode, setOutput } from './github';

/** Whether a job has to look at an app: it has to be deployed, or one that it reads has, so that it has to be asked again after that. */
export function needsJob({ state, after = [] }: Pick<Row, 'state' | 'after'>): boolean {
  return state === 'unchanged' ? after.length > 0 : state !== 'gone';
}

/**
 * Shows what a deploy would change, and sets the outputs for the jobs of a workflow.
 * @param names of environments. @default - all that stay
 * @param base a commit that stands in for the records, where there are no credentials
 */
export async function showAffected(names: readonly string[] | undefined, base?: string): Promise<void> {
  const stacks = synthesizeEach(names, appRoots(repositoryRoot));
  const found = await affected({ names, stacks, root: repositoryRoot, base });
  const shown = terminal(found);
  console.log(shown);
  addToSummary(asCode(shown));
  for (const [name, value] of Object.entries(jobsFor(found.rows))) setOutput(name, value);
}

/** The outputs: the apps of which a job has to be run, as JSON in the order of their deploys, and the last of them, after which the run has ended. */
export function jobsFor(rows: readonly Row[]): { readonly apps: string; readonly last: string } {
  const apps = appNames.filter((name) => rows.some((row) => row.app === name && needsJob(row)));
  return { apps: JSON.stringify(apps), last: apps.at(-1) ?? '' };
}
