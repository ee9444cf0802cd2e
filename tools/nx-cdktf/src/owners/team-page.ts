import { globalRegion } from '@malinshopper/aws-facts';
import {
  accountNames,
  accounts,
  alarmTeams,
  branchHost,
  breakGlass,
  breakGlassTeam,
  ciPath,
  ciRoleName,
  environment,
  gitHubEnvironment,
  gitHubTeam,
  longLivedEnvironments,
  needsReview,
  purposes,
  teams,
  type AccountName,
  type Environment,
  type TeamName,
} from '@malinshopper/environments';
import type { Project } from '../project';
import { payerOf, readersOf, teamOf, type Owned } from './code-owners';
import { table } from './table';

/** The input of the pages. */
export interface Workspace {
  readonly projects: readonly Project[];
  readonly owned: readonly Owned[];
  /** The sources of apps that declare alarms, from the root of the repository. */
  readonly alarmFiles: readonly string[];
}

const code = (text: string) => `\`${text}\``;
const list = (texts: readonly string[]) => texts.join(', ');

/** The file of a team's page. */
export const pageOf = (team: TeamName) => `docs/teams/${team}.md`;

/** The page of a team: its paths, its permissions without a review, the approvals that it needs, and its alarms. */
export function teamPage(team: TeamName, workspace: Workspace): string {
  const { app, notify } = teams[team];
  const own = workspace.owned.filter(({ owners }) => owners.includes(team));
  return [
    `# Team ${team}`,
    '<!-- Written by `npx nx sync` (tools/nx-cdktf/src/owners/team-page.ts). Change the data, not this page. -->',
    `The team ${team} deploys the app ${code(app)}. On GitHub it is ${code(gitHubTeam(team))}, by mail ${code(notify)}.`,
    '## Paths',
    'One owner of a path must approve each change of it (`.github/CODEOWNERS`). The most specific path counts.',
    table(
      ['Path', 'Kind', 'Other owners'],
      own.map(({ path, what, owners }) => [code(path), what, list(owners.filter((owner) => owner !== team))]),
    ),
    '## Permissions without a review',
    'Its jobs on GitHub assume these roles (`environments/src/ci.ts`). A plan changes nothing. A deploy changes only ' +
      'resources with the tag or the names of the team.',
    table(
      ['Environment on GitHub', 'Role', 'Job'],
      jobsOf(team)
        .filter(({ reviewed }) => !reviewed)
        .map(({ environment, role, job }) => [code(environment), code(role), job]),
    ),
    '## Approvals by others',
    table(['Change', 'Approval by'], questionsOf(team, workspace)),
    '## Alarms',
    `They are mailed to ${code(notify)} (\`environments/src/teams.ts\`). The entry of each alarm is in [On call](../on-call.md).`,
    table(['Account', 'Region', 'Alarms'], alarmsOf(team)),
    'These sources declare its alarms:',
    workspace.alarmFiles
      .filter((file) => file.startsWith(`apps/${app}/`))
      .map((file) => `- ${code(file)}`)
      .join('\n'),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function environmentsIn(account: AccountName, regions: readonly string[]): string {
  const here = ({ region }: Environment) => regions.includes(region);
  const names = longLivedEnvironments.filter((of) => of.account.name === account && here(of)).map(({ name }) => name);
  return list(accounts[account].branches > 0 && here(environment(branchHost)) ? [...names, 'branches'] : names);
}

/** @param regions the regions of the environments. @default - in any region of the account */
function placeOf(team: TeamName, account: AccountName, regions: readonly string[] = accounts[account].regions): string {
  const { app } = teams[team];
  if (app === 'account') return `${code(app)} of the account ${account}`;
  return `${code(app)} in ${environmentsIn(account, regions)}`;
}

function jobsOf(team: TeamName) {
  return accountNames.flatMap((account) =>
    purposes.map((purpose) => ({
      environment: gitHubEnvironment(account, team, purpose),
      role: `${ciPath}${ciRoleName(team, purpose)}`,
      job: `${purpose} ${placeOf(team, account)}`,
      reviewed: needsReview(account, purpose),
    })),
  );
}

function questionsOf(team: TeamName, { projects }: Workspace): string[][] {
  const own = projects.filter((project) => project.isApp && teamOf(project) === team);
  const read = projects.filter((project) => own.some((app) => readersOf(project, projects).includes(app)));
  const teamOfAccount = projects.filter(({ name }) => name === 'account').map(teamOf);
  const rows: [what: string, asked: readonly TeamName[] | string][] = [
    ...jobsOf(team)
      .filter(({ reviewed }) => reviewed)
      .map(({ environment, job }): [string, string] => [job, `the reviewers of ${code(environment)} on GitHub`]),
    ...own.map((app): [string, TeamName[]] => [
      `a change of the contract of ${code(app.name)} (by its readers)`,
      readersOf(app, projects).map(teamOf),
    ]),
    ...read
      .filter(({ isApp }) => isApp)
      .map((app): [string, TeamName[]] => [`another output of ${code(app.name)}`, [teamOf(app)]]),
    ...longLivedEnvironments.map(({ name, account, protection }): [string, TeamName[]] => [
      `another value of ${name}${protection.enabled ? ', or to lift its protection before a destroy' : ''}`,
      [payerOf(account.name)],
    ]),
    [`another permission of its roles (${code('apps/account/src/access')})`, teamOfAccount],
    [
      'a call that the boundary of its roles denies ([ADR 13](../adr/0013-two-roles-for-each-team.md))',
      'an administrator of the account (`environments/src/accounts.ts`)',
    ],
    ...(teams[team].app === 'account'
      ? [['the first deploy of an account', 'an administrator of the account'] as [string, string]]
      : []),
  ];
  return rows.flatMap(([what, asked]) => {
    if (typeof asked === 'string') return [[what, asked]];
    const others = [...new Set(asked)].filter((other) => other !== team);
    return others.length > 0 ? [[what, list(others.map((other) => `team ${other}`))]] : [];
  });
}

function alarmsOf(team: TeamName): string[][] {
  const has = (names: readonly TeamName[]) => names.includes(team);
  return accountNames.flatMap((account) => {
    const { regions, budget } = accounts[account];
    const alarms = (where = regions) => `alarms of ${placeOf(team, account, where)}`;
    const assumed = `${code(breakGlass.name)} is assumed`;
    return [
      ...(has(alarmTeams.regional) ? regions.map((region) => [account, region, alarms([region])]) : []),
      ...(has(alarmTeams.global) ? [[account, globalRegion, alarms()]] : []),
      ...(team === breakGlassTeam ? [...regions, globalRegion].map((where) => [account, where, assumed]) : []),
      ...(budget.notify === teams[team].notify
        ? [[account, 'all', `the budget of ${budget.usdPerMonth} USD a month`]]
        : []),
    ];
  });
}
