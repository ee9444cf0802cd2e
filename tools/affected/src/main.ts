import { appRoots, repositoryRoot, synthesizeEach } from '@malinshopper/synth';
import { environment, longLivedEnvironments } from '@malinshopper/environments';
import { Command } from 'commander';

interface Options {
  readonly json?: boolean;
  readonly base?: string;
}

const program = new Command('npm run affected --')
  .description('Says which apps of which environments are not what was deployed last. Nothing is touched.')
  .argument(
    '[environments...]',
    'which ones, or branches',
    longLivedEnvironments.map(({ name }) => name),
  )
  .option('--json', 'as data, for a program')
  .option('--base <ref>', 'without credentials: compare with where this branch left that one, such as main')
  .action(async (names: string[], { json, base }: Options) => {
    const environments = [...new Set(names)].map((name) => environment(name));
    // Begun before what takes longest to load is loaded.
    const stacks = synthesizeEach(environments, appRoots(repositoryRoot));
    stacks.catch(() => undefined);
    const { report } = await import('./report');
    console.log(await report({ environments, stacks, base, root: repositoryRoot }, json ? 'json' : 'terminal'));
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
