import { createRequire } from 'node:module';
import { appRoots, repositoryRoot, synthesizeEach } from '@malinshopper/synth';
import { Command } from 'commander';

interface Options {
  readonly json?: boolean;
  readonly base?: string;
}

/** What takes longest to load is loaded while the synthesis runs already, in a process of its own. */
const later = createRequire(__filename);

const program = new Command('npm run affected --')
  .description('Says which apps of which environments are not what was deployed last. Nothing is touched.')
  .argument('[environments...]', 'production, staging, testing, or a branch; all that stay if none is named')
  .option('--json', 'as data, for a program')
  .option('--base <ref>', 'without credentials: compare with where this branch left that one, such as main')
  .action(async (given: string[], { json, base }: Options) => {
    const names = given.length > 0 ? given : undefined;
    const stacks = synthesizeEach(names, appRoots(repositoryRoot));
    stacks.catch(() => undefined);
    const { report } = later('./report') as typeof import('./report');
    console.log(await report({ names, stacks, base, root: repositoryRoot }, json ? 'json' : 'terminal'));
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
