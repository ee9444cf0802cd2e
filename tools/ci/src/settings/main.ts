import '@malinshopper/text/console';
import { Command } from 'commander';
import { gitHub } from './client';
import { calls, check } from './command';

const program = new Command('npm run github --').description(
  'Compares the settings of GitHub with those declared in environments/src: environments, reviewers, rules of main, permissions of workflows and teams.',
);

program
  .command('check')
  .description('show the differences, and end with 1 if anything differs or cannot be read')
  .action(async () => {
    process.exitCode = await check(gitHub(process.env), console.log);
  });

program
  .command('calls')
  .description('print the calls of the program gh that set the declared values, as a script: nothing is changed')
  .action(async () => {
    process.exitCode = await calls(gitHub(process.env), console.log, console.error);
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 2;
});
