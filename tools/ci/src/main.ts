import '@malinshopper/text/console';
import { createRequire } from 'node:module';
import { Command } from 'commander';
import { annotateError } from './github';

/** Modules that take long to load are loaded by the command that needs them: a job requests its role within a second. */
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

const program = new Command('npm run ci --').description(
  'The commands of the workflows on GitHub (.github/workflows).',
);
const base = ['--base <commit>', 'the commit at which the change left its target branch'] as const;

program
  .command('lint')
  .description('format, code owners, and the lint of the projects that the change touches')
  .requiredOption(...base)
  .action(({ base: from }: { base: string }) => void (process.exitCode = checks().check('lint', from)));

program
  .command('types')
  .description('the types of everything')
  .action(() => void (process.exitCode = checks().check('types', '')));

program
  .command('test')
  .description('the unit tests of the projects that the change touches')
  .requiredOption(...base)
  .action(({ base: from }: { base: string }) => void (process.exitCode = checks().check('test', from)));

program
  .command('environments')
  .description('the tests on the embedded AWS of the projects that the change touches')
  .requiredOption(...base)
  .action(({ base: from }: { base: string }) => void (process.exitCode = checks().environmentTests(from)));

program
  .command('policy')
  .description('checks every environment by the rules')
  .requiredOption('--sarif <file>', 'the file for the findings, for code scanning')
  .action(({ sarif }: { sarif: string }) => void (process.exitCode = checks().policy(sarif)));

program
  .command('affected')
  .description('the changes of a deploy; sets the output apps')
  .argument('[environments...]', 'default: all long-lived ones')
  .option(...base)
  .action(async (names: string[], options: { base?: string }) => {
    await affected().showAffected(names.length > 0 ? names : undefined, options.base);
  });

program
  .command('role')
  .description('sets the outputs role and region: the role that a job of a team assumes for an environment')
  .argument('<environment>')
  .argument('<team>')
  .argument('<purpose>', 'plan or deploy')
  .action((environment: string, team: string, purpose: string) => roles().role(environment, team, purpose));

program
  .command('review-role')
  .description('sets the outputs role and region: the role that a job assumes to plan changes for their review')
  .argument('<account>')
  .action((account: string) => roles().reviewRole(account));

program
  .command('plan')
  .description(
    'plans the long-lived environments of an account for their review, and keeps the review for their deploys',
  )
  .argument('<account>')
  .argument('[environment]', 'only this one')
  .requiredOption('--out <folder>', 'the folder for the review')
  .action(async (account: string, environment: string | undefined, { out }: { out: string }) => {
    process.exitCode = await plans().planAccount(account, environment || undefined, out);
  });

program
  .command('review')
  .description('combines the plans: a page, the summary of the run, the comment of the pull request')
  .argument('[environment]', 'only this one')
  .requiredOption('--parts <folder>', 'the folder with the files of the jobs that planned')
  .requiredOption('--out <folder>', 'the folder for the page')
  .action(async (environment: string | undefined, { parts, out }: { parts: string; out: string }) => {
    process.exitCode = await reviews().review(parts, out, environment || undefined);
  });

program
  .command('outdated')
  .description(
    'marks reviews as out of date: that of the pull request, or all that were planned from states of an account',
  )
  .argument('[account]', 'the account of the states that were written @default - a newer commit is being planned')
  .action((account?: string) => (account ? outdatedOnes().movedStates(account) : outdatedOnes().newCommit()));

program
  .command('drift')
  .description(
    'compares the long-lived environments of an account with AWS, and updates an issue for each app that has drifted',
  )
  .argument('<account>')
  .action(async (account: string) => void (process.exitCode = await drifts().driftOfAccount(account)));

program.parseAsync().catch((error: unknown) => {
  annotateError(error instanceof Error ? (process.env['DEBUG'] && error.stack) || error.message : String(error));
  process.exitCode = 1;
});
