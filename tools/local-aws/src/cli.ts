import '@malinshopper/text/console';
import { Command } from 'commander';
import { embeddedAwsStatus, startEmbeddedAws, stopEmbeddedAws } from './daemon';

const program = new Command('local-aws').description('the embedded AWS: moto behind a gateway that completes it');

program
  .command('start')
  .description('start it, unless it runs already')
  .action(async () => {
    const { endpoint, pid, alreadyRunning } = await startEmbeddedAws();
    console.log(
      `The embedded AWS ${alreadyRunning ? 'was already running' : 'is running'} on ${endpoint} (pid ${pid}).`,
    );
  });

program
  .command('stop')
  .description('end it; everything in it is lost')
  .action(async () => {
    console.log((await stopEmbeddedAws()) ? 'The embedded AWS has stopped.' : 'The embedded AWS was not running.');
  });

program
  .command('status')
  .description('show whether it runs, and the path of its log')
  .action(async () => {
    console.log(JSON.stringify(await embeddedAwsStatus(), null, 2));
  });

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
