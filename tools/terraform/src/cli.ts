import '@malinshopper/text/console';
import { chosenEnvironment } from '@malinshopper/environments';
import { Command } from 'commander';
import { repositoryRoot } from '@malinshopper/synth';
import { deploy, destroy, plan, type DeployOptions } from './commands/commands';
import { unlock } from './commands/unlock';
import { printCommandsFor } from './commands/printed-commands';
import { drift } from './drift/drift';
import { hasDrifted, inWords, type DriftReport } from './drift/report';
import { reviewKey } from './review/key';

interface Options {
  readonly environment?: string;
}

interface PlanFlags {
  readonly detailedExitcode?: boolean;
  readonly destroy?: boolean;
}

printCommandsFor(process.env);

const one = (address: string, others: readonly string[] = []) => [...others, address];

const showDrift = (report: DriftReport) => console.log(inWords(report));

const program = new Command('terraform').description('Plans, deploys and destroys the apps of an environment.');

function command(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<project>', 'the project root, such as apps/network')
    .option('--environment <name>', 'production, staging, testing, or a branch; default: the variable ENVIRONMENT');
}

command('plan', 'show what a deploy would do')
  .option('--detailed-exitcode', 'exit with 2 when there are changes, as Terraform does')
  .option('--destroy', 'show what a destroy would do')
  .action(async (project: string, { environment, detailedExitcode, destroy: destroys }: Options & PlanFlags) => {
    const code = await plan(project, chosenEnvironment(environment), { destroys });
    process.exitCode = code === 2 && !detailedExitcode ? 0 : code;
  });

command('deploy', 'plan, and apply exactly that plan')
  .option('--refresh', 'plan even if the record of the last deploy reports no change')
  .option(
    '--recreate <address>',
    'a resource with data that may be destroyed and made again; repeat the option for another one',
    one,
  )
  .action(
    (project: string, { environment, refresh, recreate }: Options & Pick<DeployOptions, 'refresh' | 'recreate'>) =>
      deploy(project, chosenEnvironment(environment), { refresh, recreate }),
  );

command('destroy', 'destroy everything of the app in the environment').action(
  (project: string, { environment }: Options) => destroy(project, chosenEnvironment(environment)),
);

command('drift', 'show drift: changes in AWS that no deploy has made').action(
  async (project: string, { environment }: Options) => {
    const { ref } = chosenEnvironment(environment);
    const reports = await drift(ref, { projects: [project], key: reviewKey(repositoryRoot), onReport: showDrift });
    if (reports.some(hasDrifted)) process.exitCode = 2;
  },
);

command('unlock', 'release the lock that a killed run left on the state')
  .option('--yes', 'do not ask')
  .action(async (project: string, { environment, yes }: Options & { yes?: boolean }) => {
    console.log(await unlock(project, chosenEnvironment(environment), { yes }));
  });

program.parseAsync().catch((error: unknown) => {
  // A user needs the sentence; a maintainer of this tool needs the stack.
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
