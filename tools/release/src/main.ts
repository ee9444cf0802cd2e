import '@malinshopper/text/console';
import { environment } from '@malinshopper/environments';
import { givenPath, printCommandsFor } from '@malinshopper/terraform';
import { Command, InvalidArgumentError } from 'commander';
import type { DeployOptions } from './commands/deploy';
import type { PromoteOptions } from './commands/promote';
import type { RollbackOptions } from './commands/rollback';

// The SDK's warning about Node's age is for the maintainers of this repository, not for its users.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

printCommandsFor(process.env);

const program = new Command('npm run release --').description(
  'Releases the application: to the real AWS, or with EMBEDDED_AWS=on to the one inside this machine.',
);
const names = 'production, staging, testing, or a branch such as feature/checkout';
const to = ['--to <side>', 'only to web, or only to workers'] as const;
const yes = ['--yes', 'do not ask, in production'] as const;
const ignoreAlarms = ['--ignore-alarms', 'also while an alarm is active: this release is the remedy'] as const;

program
  .command('push')
  .description('check a folder or a zip, and put it into the package bucket of an environment as a revision')
  .argument('<path>', 'a folder with an appspec.yml in it, or a zip of one')
  .argument('<environment>', names)
  .action(async (path: string, name: string) =>
    (await import('./commands/push')).push(givenPath(path), environment(name)),
  );

program
  .command('deploy')
  .description('release a revision to every instance, or to none')
  .argument('<revision>', 'the beginning of its checksum, as push prints it')
  .argument('<environment>', names)
  .option(...to)
  .option(...yes)
  .option(...ignoreAlarms)
  .option('--ignore-stop-failures', 'also if the script of the present revision that ends it fails')
  .action(async (revision: string, name: string, options: DeployOptions) =>
    (await import('./commands/deploy')).deploy(revision, environment(name), options),
  );

program
  .command('status')
  .description('the revision of each group with its time and author, active releases, and the next command')
  .argument('<environment>', names)
  .option('--follow', 'show the release that is active until it has ended')
  .action(async (name: string, options: { follow?: boolean }) =>
    (await import('./commands/status')).status(environment(name), options),
  );

program
  .command('rollback')
  .description('roll back to the last successful release; stop the active one first')
  .argument('<environment>', names)
  .option(...to)
  .option(...yes)
  .action(async (name: string, options: RollbackOptions) =>
    (await import('./commands/rollback')).rollback(environment(name), options),
  );

program
  .command('promote')
  .description(
    'copy the live and successful revision of one environment to the next, byte for byte, and release it there',
  )
  .argument('<from>', 'testing or staging')
  .argument('<to>', 'staging or production')
  .option(...yes)
  .option(...ignoreAlarms)
  .option('--revision <revision>', 'only if this is the live revision there: the beginning of its checksum')
  .option('--source-profile <profile>', 'the AWS profile for the account of <from>, if it is another one')
  .action(async (from: string, into: string, options: PromoteOptions) =>
    (await import('./commands/promote')).promote(environment(from), environment(into), options),
  );

program
  .command('history')
  .description('the releases with author, revision, time, parts and result')
  .argument('<environment>', names)
  .option('--limit <number>', 'the maximum number of releases', count, 20)
  .action(async (name: string, options: { limit: number }) =>
    (await import('./commands/history')).history(environment(name), options),
  );

program
  .command('branch')
  .description('for pipelines: push and deploy to the environment of a git ref')
  .argument('<path>', 'a folder with an appspec.yml in it, or a zip of one')
  .option('--ref <ref>', 'refs/heads/<branch>; else CPHP_GIT_REF or GITHUB_REF')
  .action(async (path: string, options: { ref?: string }) =>
    (await import('./commands/branch')).branch(givenPath(path), options),
  );

function count(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('The value must be a whole number from 1 to 9999.');
  return Number(text);
}

program.parseAsync().catch((error: unknown) => {
  // A user needs only the message. A developer of this tool needs the stack, and sets DEBUG.
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
