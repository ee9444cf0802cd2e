import { createRequire } from 'node:module';
import { Command } from 'commander';
import { annotateError } from './github';

/** What takes long to load is loaded by the command that needs it: a job asks for its role within a second. */
const later = createRequire(__filename);
const { checks, affected, ofTeam } = {
  checks: () => later('./checks') as typeof import('./checks'),
  affected: () => later('./affected') as typeof import('./affected'),
  ofTeam: () => later('./role') as typeof import('./role'),
};

const program = new Command('npm run ci --').description('What the workflows on GitHub call (.github/workflows).');
const base = ['--base <commit>', 'where the change left the branch that it will be merged into'] as const;

program
  .command('lint')
  .description('format, code owners, and the lint of what the change touches')
  .requiredOption(...base)
  .action(({ base: from }: { base: string }) => void (process.exitCode = checks().check('lint', from)));

program
  .command('types')
  .description('the types of everything')
  .action(() => void (process.exitCode = checks().check('types', '')));

program
  .command('test')
  .description('the unit tests of what the change touches')
  .requiredOption(...base)
  .action(({ base: from }: { base: string }) => void (process.exitCode = checks().check('test', from)));

program
  .command('environments')
  .description('the tests on the embedded AWS of what the change touches')
  .requiredOption(...base)
  .action(({ base: from }: { base: string }) => void (process.exitCode = checks().environmentTests(from)));

program
  .command('policy')
  .description('judges every environment by the rules')
  .requiredOption('--sarif <file>', 'where the findings are written to, for code scanning')
  .action(({ sarif }: { sarif: string }) => void (process.exitCode = checks().policy(sarif)));

program
  .command('affected')
  .description('what a deploy would change; sets the output apps')
  .argument('[environments...]', 'all that stay if none is named')
  .option(...base)
  .action(async (names: string[], options: { base?: string }) => {
    await affected().showAffected(names.length > 0 ? names : undefined, options.base);
  });

program
  .command('role')
  .description('sets the outputs role and region: what a job of a team assumes for an environment')
  .argument('<environment>')
  .argument('<team>')
  .argument('<purpose>', 'plan or deploy')
  .action((environment: string, team: string, purpose: string) => ofTeam().role(environment, team, purpose));

program.parseAsync().catch((error: unknown) => {
  annotateError(error instanceof Error ? (process.env['DEBUG'] && error.stack) || error.message : String(error));
  process.exitCode = 1;
});
