import '@malinshopper/text/console';
import { createRequire } from 'node:module';
import { appRoots, repositoryRoot as root, synthesizeEach } from '@malinshopper/synth';
import { Command } from 'commander';

interface Options {
  readonly json?: boolean;
  readonly base?: string;
}

/** Modules that are slow to load are loaded while the synthesis already runs, in a separate process. */
const later = createRequire(__filename);
const { report, gone } = {
  report: () => later('./report') as typeof import('./report'),
  gone: () => later('./gone/command') as typeof import('./gone/command'),
};

function begun(names?: readonly string[]) {
  const stacks = synthesizeEach(names, appRoots(root));
  // It is awaited later; until then a failure must not count as unhandled.
  stacks.catch(() => undefined);
  return { names, stacks, root };
}

const program = new Command('npm run affected --')
  .description('Lists the apps of environments that differ from their last deploy. Changes nothing.')
  .argument('[environments...]', 'production, staging, testing, or a branch; default: all permanent environments')
  .option('--json', 'as data, for a program')
  .option('--base <ref>', 'without credentials: compare with the merge base of this branch and that one, such as main')
  .action(async (names: string[], { json, base }: Options) => {
    const options = { ...begun(names.length > 0 ? names : undefined), base };
    console.log(await report().report(options, json ? 'json' : 'terminal'));
  });

program
  .command('gone')
  .description('plan the destruction of deployed apps that are no longer in the repository, with their last code')
  .argument('[names...]', 'such as testing/search, or search for all environments; default: everything that is gone')
  .option('--destroy', 'destroy them, after their plan has been reviewed')
  .action(async (names: string[], { destroy = false }: { destroy?: boolean }) =>
    gone().gone(names, { ...begun(), destroys: destroy }),
  );

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
