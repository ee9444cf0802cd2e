import '@malinshopper/text/console';
import { preflight } from '@malinshopper/preflight';
import { ask, chosenTarget, printCommandsFor } from '@malinshopper/terraform';
import { Command } from 'commander';
import { bootstrapOrder } from './account';
import { bootstrap } from './bootstrap';

printCommandsFor(process.env);

const program = new Command('npm run bootstrap --')
  .description(
    'Makes of an empty AWS account one that CI can deploy to. A run that was cut off is completed by the next one.',
  )
  .argument('<account>', `in this order: ${bootstrapOrder.join(', ')}`)
  .option('--yes', 'do not ask before anything is made: for a run without a terminal')
  .action(async (name: string, { yes = false }: { yes?: boolean }) => {
    if (chosenTarget().kind === 'embedded') {
      const { openWorld } = await import('@malinshopper/rehearsal/world');
      console.log((await openWorld()).said);
    }
    await bootstrap(name, {
      preflight,
      confirm: (question) => (yes ? Promise.resolve(true) : ask(question)),
    });
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
