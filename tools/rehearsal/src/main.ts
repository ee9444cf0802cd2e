import '@malinshopper/text/console';
import { minutes } from '@malinshopper/text/minutes';
import { Command } from 'commander';
import type { RehearseFlags } from './change/command';
import type { StartOptions } from './commands/start';

// All commands here work on the embedded AWS and nothing else: none of them can reach the real one.
process.env['EMBEDDED_AWS'] = 'on';
// The SDK's warning about Node's age is for the maintainers of this repository.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const one = (address: string, others: readonly string[] = []) => [...others, address];

const program = new Command('npm run').description('Rehearses on the embedded AWS, inside this machine.');

program
  .command('start')
  .description('deploy a whole environment on the embedded AWS')
  .argument('[environment]', 'production, staging, testing, or a branch such as feature/checkout', 'testing')
  .option('--fresh', 'begin empty, and not with the kept state')
  .option('--refresh', 'plan also the apps that have not changed since their last deploy')
  .option(
    '--recreate <address>',
    'a resource with data that may be destroyed and created again; repeat it for another one',
    one,
  )
  .action(async (environment: string, options: StartOptions) => {
    await (await import('./commands/start')).start(environment, options);
  });

program
  .command('stop')
  .description('end the embedded AWS, and keep its state for the next start')
  .action(async () => (await import('./commands/stop')).stop());

program
  .command('destroy')
  .description('destroy an environment on the embedded AWS, and show that nothing is left')
  .argument('<environment>', 'production, staging, testing, or a branch such as feature/checkout')
  .action(async (environment: string) => (await import('./commands/destroy')).destroy(environment));

program
  .command('test')
  .description('lint, format, types, unit tests, and the environment tests on the embedded AWS')
  .option('--quick', 'without the tests that need the embedded AWS')
  .option('--begin-within <minutes>', 'skip environment tests that begin later than that, and name them', minutes)
  .action(async (options: { quick?: boolean; beginWithin?: number }) =>
    (await import('./npm-test/test-all')).testAll(options),
  );

const snapshot = program.command('snapshot').description('save the whole embedded AWS, and restore it');
const withSnapshots = async () => await import('./commands/snapshot');

snapshot
  .command('save')
  .argument('[name]', 'a-z, 0-9 and "-"; snapshots without a name are removed first when all take more than 200 MB')
  .action(async (name?: string) => (await withSnapshots()).save(name));

snapshot
  .command('restore')
  .argument('<name>')
  .action(async (name: string) => (await withSnapshots()).restore(name));

snapshot.command('list').action(async () => (await withSnapshots()).list());

snapshot
  .command('remove')
  .argument('<name>')
  .action(async (name: string) => (await withSnapshots()).remove(name));

program
  .command('rehearse')
  .description('apply a change on the embedded AWS to the deployment of its base, and try the rollback')
  .argument('[environment]', 'production, staging or testing', 'testing')
  .option('--base <ref>', 'the base of the change: the commit at which this branch left that one', 'main')
  .option('--json', 'as data, for a program')
  .option(
    '--recreate <address>',
    'a resource with data that may be destroyed and created again; repeat it for another one',
    one,
  )
  .option('--review <folder>', 'write the outcome for the review that npm run plan -- --review <folder> writes')
  .action(async (environment: string, options: RehearseFlags) => {
    // This command uses a separate embedded AWS, so that the embedded AWS of the user is not changed.
    process.env['EMBEDDED_AWS_PORT'] ??= '4597';
    await (await import('./change/command')).rehearse(environment, options);
  });

program
  .command('rehearse:boot')
  .description('boot a machine of each role from its launch template, and check it')
  .option('--keep', 'leave the machines running until Ctrl-C')
  .action(async ({ keep }: { keep?: boolean }) => (await import('./boot/rehearse')).rehearseBoot({ keep }));

program
  .command('rehearse:disaster')
  .description(
    'cause disasters in production on the embedded AWS, recover by docs/recovery.md, and compare with what it promises',
  )
  .argument('[disasters...]', 'database, content, versions @default - all')
  .action(async (names: string[]) => {
    // An embedded AWS of its own: what a person has up stays up.
    process.env['EMBEDDED_AWS_PORT'] ??= '4595';
    await (await import('./disaster/command')).rehearseDisaster(names);
  });

program
  .command('bench')
  .description('measure synth, rules, affected, a release, and a production environment: deploy, plan and destroy')
  .argument(
    '[parts...]',
    'synth, policy, affected, release, review, environment, snapshot, rehearsal, gateway; reviews, bootstrap',
    [],
  )
  .option('--only <edit>', 'of the reviews, only this edit, by its name; repeat it for another one', one)
  .action(async (parts: string[], { only }: { only?: readonly string[] }) => {
    // This command uses a separate embedded AWS, so that the embedded AWS of the user is not changed.
    process.env['EMBEDDED_AWS_PORT'] ??= '4598';
    await (await import('./bench')).bench(parts, only);
  });

program
  .command('record:calls')
  .description("record Terraform's calls for each app, as evidence for the tables in libs/aws-facts")
  .argument('[environments...]', 'environments that together have every type of resource', ['production', 'testing'])
  .action(async (environments: string[]) => {
    // This command uses a separate embedded AWS, so that the embedded AWS of the user is not changed.
    process.env['EMBEDDED_AWS_PORT'] ??= '4596';
    await (await import('./record-calls/record-calls')).recordCalls(environments);
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
