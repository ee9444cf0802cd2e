import { Command } from 'commander';
import { givenPath } from '@malinshopper/terraform';
import { showAffected } from './affected';
import { check, environmentTests, policy } from './checks';
import { annotateError } from './github';
import { role } from './role';

const program = new Command('npm run ci --').description('What the workflows on GitHub call (.github/workflows).');
const base = ['--base <commit>', 'where the change left the branch that it will be merged into'] as const;

program
  .command('lint')
  .description('format, code owners, and the lint of what the change touches')
  .requiredOption(...base)
  .action((options: { base: string }) => void (process.exitCode = check('lint', options.base)));

program
  .command('types')
  .description('the types of everything')
  .action(() => void (process.exitCode = check('types', '')));

program
  .command('test')
  .description('the unit tests of what the change touches')
  .requiredOption(...base)
  .action((options: { base: string }) => void (process.exitCode = check('test', options.base)));

program
  .command('environments')
  .description('the tests on the embedded AWS of what the change touches')
  .requiredOption(...base)
  .action((options: { base: string }) => void (process.exitCode = environmentTests(options.base)));

program
  .command('policy')
  .description('judges every environment by the rules')
  .requiredOption('--sarif <file>', 'where the findings are written to, for code scanning')
  .action(({ sarif }: { sarif: string }) => void (process.exitCode = policy(givenPath(sarif))));

program
  .command('affected')
  .description('what a deploy would change; sets the output apps')
  .argument('[environments...]', 'all that stay if none is named')
  .option(...base)
  .action((names: string[], options: { base?: string }) =>
    showAffected(names.length > 0 ? names : undefined, options.base),
  );

program
  .command('role')
  .description('sets the outputs role and region: what a job of a team assumes for an environment')
  .argument('<environment>')
  .argument('<team>')
  .argument('<purpose>', 'plan or deploy')
  .action((environment: string, team: string, purpose: string) => role(environment, team, purpose));

program.parseAsync().catch((error: unknown) => {
  annotateError(error instanceof Error ? (process.env['DEBUG'] && error.stack) || error.message : String(error));
  process.exitCode = 1;
});
