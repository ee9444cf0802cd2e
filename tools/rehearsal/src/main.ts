import { Command } from 'commander';

// Whatever is begun here works on the embedded AWS and nothing else: there is no way to reach the real one from these commands.
process.env['EMBEDDED_AWS'] = 'on';
// The SDK's warning about Node's age is for whoever maintains this repository.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const program = new Command('npm run').description('Rehearses on the embedded AWS, inside this machine.');

program
  .command('start')
  .description('bring a whole environment up on the embedded AWS')
  .argument('[environment]', 'production, staging, testing, or a branch such as feature/checkout', 'testing')
  .action(async (environment: string) => (await import('./start')).start(environment));

program
  .command('stop')
  .description('end the embedded AWS, and everything in it')
  .action(async () => (await import('./stop')).stop());

program
  .command('destroy')
  .description('destroy an environment on the embedded AWS, and show that nothing is left')
  .argument('<environment>', 'production, staging, testing, or a branch such as feature/checkout')
  .action(async (environment: string) => (await import('./destroy')).destroy(environment));

program
  .command('test')
  .description('lint, format, types, unit tests, and the environment tests on the embedded AWS')
  .option('--quick', 'without the tests that need the embedded AWS')
  .action(async ({ quick }: { quick?: boolean }) => (await import('./test-all')).testAll({ quick }));

program
  .command('rehearse:boot')
  .description('boot a machine of each role from its launch template, and look at what it does')
  .option('--keep', 'leave the machines running until Ctrl-C')
  .action(async ({ keep }: { keep?: boolean }) => (await import('./boot/rehearse')).rehearseBoot({ keep }));

program
  .command('bench')
  .description('measure synth, rules, a release, and a production environment up, planned and down')
  .argument('[parts...]', 'synth, policy, release, environment', [])
  .action(async (parts: string[]) => {
    // An embedded AWS of its own: what a person has up stays up.
    process.env['EMBEDDED_AWS_PORT'] ??= '4598';
    await (await import('./bench')).bench(parts);
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
