import '@malinshopper/text/console';
import { environment } from '@malinshopper/environments';
import { repositoryRoot } from '@malinshopper/synth';
import { Command } from 'commander';
import { printCommandsFor } from '../commands/printed-commands';
import { givenPath } from '../paths';
import { isInterrupted } from '../run/interrupt';
import { isNothing } from './counts';
import { planEnvironment } from './plan-environment';
import type { AppPlan } from './app-plan';
import { reviewKey } from '../review/key';
import { reviewFiles, writeReview } from '../review/write-review';
import { overview, section } from './report';

printCommandsFor(process.env);

const program = new Command('npm run plan --')
  .description(
    'Shows the changes that a deploy would make in each app of environments, based on the planned changes of the apps upstream. Nothing is made except the state bucket, if there is none.',
  )
  .argument('<environments...>', 'testing staging production, or a branch such as feature/checkout')
  .option(
    '--review <folder>',
    'write the files for a review: a record for npm run deploy, a comment, a page; without secrets',
  )
  .option('--detailed-exitcode', 'exit with 2 when there are changes, as Terraform does')
  .action(async (names: string[], { review, detailedExitcode }: { review?: string; detailedExitcode?: boolean }) => {
    const all: AppPlan[] = [];
    for (const name of names)
      all.push(...(await planEnvironment(name, { onPlan: (plan) => console.log(`${section(plan)}\n`) })));
    console.log(overview(all));
    if (review !== undefined) {
      const folder = givenPath(review);
      const refs = new Map(names.map(environment).map(({ name, ref }) => [name, ref]));
      await writeReview(folder, all, { root: repositoryRoot, key: reviewKey(repositoryRoot), refs });
      console.log(`The review is in ${folder}: ${Object.values(reviewFiles).join(', ')}.`);
    }
    if (all.some(({ planned }) => planned.result.kind === 'failed')) process.exitCode = isInterrupted() ? 130 : 1;
    else if (detailedExitcode && all.some(({ details }) => details && !isNothing(details.counts))) process.exitCode = 2;
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = isInterrupted() ? 130 : 1;
});
