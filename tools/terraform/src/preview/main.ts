import { Command } from 'commander';
import { printCommandsFor } from '../commands/wording';
import { writeWhole } from '../files';
import { givenPath } from '../paths';
import { isInterrupted } from '../run/interrupt';
import { isNothing } from './counts';
import { planEnvironment } from './plan-environment';
import type { AppPlan } from './app-plan';
import { overview, section } from './report';

printCommandsFor(process.env);

const program = new Command('npm run plan --')
  .description(
    'Shows what a deploy would do to each app of environments, on what it would do to the apps upstream of it. Nothing is made but the bucket of the states, where there is none.',
  )
  .argument('<environments...>', 'testing staging production, or a branch such as feature/checkout')
  .option(
    '--json <file>',
    'write the plans as data for a review; they hold values in clear, also secret ones: only you may read the file',
  )
  .option('--detailed-exitcode', 'exit with 2 when there are changes, as Terraform does')
  .action(async (names: string[], { json, detailedExitcode }: { json?: string; detailedExitcode?: boolean }) => {
    const all: AppPlan[] = [];
    for (const name of names)
      all.push(...(await planEnvironment(name, { onPlan: (plan) => console.log(`${section(plan)}\n`) })));
    console.log(overview(all));
    if (json !== undefined) {
      const planned = all.map((one) => one.planned);
      writeWhole(givenPath(json), `${JSON.stringify(planned)}\n`, 0o600);
    }
    if (all.some(({ planned }) => planned.result.kind === 'failed')) process.exitCode = isInterrupted() ? 130 : 1;
    else if (detailedExitcode && all.some(({ details }) => details && !isNothing(details.counts))) process.exitCode = 2;
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = isInterrupted() ? 130 : 1;
});
