import '@malinshopper/text/console';
import { createRequire } from 'node:module';
import { appRoots, repositoryRoot as root, synthesizeEach } from '@malinshopper/synth';
import { Command } from 'commander';

interface Options {
  readonly json?: boolean;
  readonly base?: string;
}

/** What takes longest to load is loaded while the synthesis runs already, in a process of its own. */
const later = createRequire(__filename);
const { report, gone } = {
  report: () => later('./report') as typeof import('./report'),
  gone: () => later('./gone/command') as typeof import('./gone/command'),
};

function begun(names?: readonly string[]) {
  const stacks = synthesizeEach(names, appRoots(root));
  // It is waited for later; until then a failure must not count as unhandled.
  stacks.catch(() => undefined);
  return { names, stacks, root };
}

const program = new Command('npm run affected --')
  .description('Says which apps of which environments are not what was deployed last. Nothing is touched.')
  .argument('[environments...]', 'production, staging, testing, or a branch; all that stay if none is named')
  .option('--json', 'as data, for a program')
  .option('--base <ref>', 'without credentials: compare with where this branch left that one, such as main')
  .action(async (names: string[], { json, base }: Options) => {
    const options = { ...begun(names.length > 0 ? names : undefined), base };
    console.log(await report().report(options, json ? 'json' : 'terminal'));
  });

program
  .command('gone')
  .description('plan the destruction of what was deployed and is not in the repository any more, with its last code')
  .argument('[names...]', 'such as testing/search, or search for all environments; all that is gone if none is named')
  .option('--destroy', 'do it: after its plan has been reviewed')
  .action(async (names: string[], { destroy = false }: { destroy?: boolean }) =>
    gone().gone(names, { ...begun(), destroys: destroy }),
  );

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
