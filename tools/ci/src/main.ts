import '@malinshopper/text/console';
import { createRequire } from 'node:module';
import { Command } from 'commander';
import { annotateError } from './github';

/** What takes long to load is loaded by the command that needs it: a job asks for its role within a second. */
const later = createRequire(__filename);
const { checks, affected, roles, plans, outdatedOnes, reviews, drifts } = {
  checks: () => later('./checks') as typeof import('./checks'),
  affected: () => later('./affected') as typeof import('./affected'),
  roles: () => later('./role') as typeof import('./role'),
  plans: () => later('./review/plan') as typeof import('./review/plan'),
  outdatedOnes: () => later('./review/outdated') as typeof import('./review/outdated'),
  reviews: () => later('./review/review') as typeof import('./review/review'),
  drifts: () => later('./drift/account') as typeof import('./drift/account'),
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
  .action((environment: string, team: string, purpose: string) => roles().role(environment, team, purpose));

program
  .command('review-role')
  .description('sets the outputs role and region: what a job assumes that plans changes for their review')
  .argument('<account>')
  .action((account: string) => roles().reviewRole(account));

program
  .command('plan')
  .description('plans the environments of an account that stay, for their review, and keeps it for their deploys')
  .argument('<account>')
  .argument('[environment]', 'only this one')
  .requiredOption('--out <folder>', 'where what is reviewed is written to')
  .action(async (account: string, environment: string | undefined, { out }: { out: string }) => {
    process.exitCode = await plans().planAccount(account, environment || undefined, out);
  });

program
  .command('review')
  .description('puts together what was planned: a page, the summary of the run, the comment of the pull request')
  .argument('[environment]', 'only this one')
  .requiredOption('--parts <folder>', 'what the jobs have written that planned')
  .requiredOption('--out <folder>', 'where the page is written to')
  .action(async (environment: string | undefined, { parts, out }: { parts: string; out: string }) => {
    process.exitCode = await reviews().review(parts, out, environment || undefined);
  });

program
  .command('outdated')
  .description(
    'says above reviews that they hold no longer: of the pull request, or of all that were planned from states of an account',
  )
  .argument('[account]', 'of which states have been written @default - a newer commit is being planned')
  .action((account?: string) => (account ? outdatedOnes().movedStates(account) : outdatedOnes().newCommit()));

program
  .command('drift')
  .description(
    'compares the environments of an account that stay with AWS, and keeps an issue of each app that has drifted',
  )
  .argument('<account>')
  .action(async (account: string) => void (process.exitCode = await drifts().driftOfAccount(account)));

program.parseAsync().catch((error: unknown) => {
  annotateError(error instanceof Error ? (process.env['DEBUG'] && error.stack) || error.message : String(error));
  process.exitCode = 1;
});
