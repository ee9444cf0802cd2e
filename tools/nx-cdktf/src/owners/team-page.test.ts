import { teamNames, type TeamName } from '@malinshopper/environments';
import type { Project } from '../project';
import { ownedPaths } from './code-owners';
import { teamPage } from './team-page';

const app = (name: string, team: string, imports: readonly string[]): Project => ({
  name,
  root: `apps/${name}`,
  isApp: true,
  imports,
  tags: ['type:app', `team:${team}`],
});
const projects = [
  app('account', 'platform', []),
  app('network', 'network', ['account']),
  app('data', 'data', ['account', 'network']),
];
const alarmFiles = ['apps/data/src/session-alarms.ts', 'apps/network/src/nat-alarms.ts'];
const page = (team: TeamName, all = projects) =>
  teamPage(team, { projects: all, owned: ownedPaths(all, () => []), alarmFiles });
/** The rows of a section, each as its cells, without the head. */
const rows = (text: string, title: string) =>
  text
    .split('\n## ')
    .find((section) => section.startsWith(title))!
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('the page of a team', () => {
  test('names each path that it owns, what it is, and the other owners', () => {
    expect(rows(page('network'), 'Paths')).toEqual([
      ['`/apps/network/`', 'app', ''],
      ['`/apps/account/src/contract.ts`', 'contract of account', 'platform, data'],
      ['`/apps/network/src/contract.ts`', 'contract of network', 'data'],
    ]);
  });

  test('names the environments of the account that it pays for', () => {
    expect(rows(page('platform'), 'Paths')).toContainEqual([
      '`/environments/src/production.ts`',
      'environment of the account production',
      '',
    ]);
  });

  test('says which of its jobs run without a review, and that a deploy to production is none of them', () => {
    expect(rows(page('network'), 'Permissions without a review')).toEqual([
      ['`production-network-plan`', '`/ci/network-plan`', 'plan `network` in production'],
      ['`nonproduction-network-plan`', '`/ci/network-plan`', 'plan `network` in staging, testing, branches'],
      ['`nonproduction-network-deploy`', '`/ci/network-deploy`', 'deploy `network` in staging, testing, branches'],
    ]);
  });

  test('says which team or person it has to ask, and for what', () => {
    expect(rows(page('network'), 'Approvals by others').map((cells) => cells.join(': '))).toEqual([
      'deploy `network` in production: the reviewers of `production-network-deploy` on GitHub',
      'a change of the contract of `network` (by its readers): team data',
      'another output of `account`: team platform',
      'another value of production, or to lift its protection before a destroy: team platform',
      'another value of staging, or to lift its protection before a destroy: team platform',
      'another value of testing: team platform',
      'another permission of its roles (`apps/account/src/access`): team platform',
      'a call that the boundary of its roles denies ([ADR 13](../adr/0013-two-roles-for-each-team.md)): ' +
        'an administrator of the account (`environments/src/accounts.ts`)',
    ]);
  });

  test('says for the team of the account what an administrator does, and never that it has to ask itself', () => {
    const asked = rows(page('platform'), 'Approvals by others').map(([, who]) => who);
    expect(asked.at(-1)).toBe('an administrator of the account');
    expect(asked.join()).not.toContain('team platform');
  });

  test.each<[TeamName, string[]]>([
    ['network', ['production eu-west-1', 'nonproduction eu-west-1']],
    ['data', ['production eu-west-1', 'production us-east-1', 'nonproduction eu-west-1', 'nonproduction us-east-1']],
  ])('names the topics of %s in each account and region', (team, topics) => {
    const found = rows(page(team), 'Alarms').map(([account, region]) => `${account} ${region}`);
    expect(found).toEqual(topics);
  });

  test('names the budget and the role for emergencies for the team that they notify', () => {
    const told = (team: TeamName) => rows(page(team), 'Alarms').map(([, region, what]) => `${region}: ${what}`);
    expect(told('platform').slice(0, 4)).toEqual([
      'us-east-1: alarms of `account` of the account production',
      'eu-west-1: `malinshopper-break-glass` is assumed',
      'us-east-1: `malinshopper-break-glass` is assumed',
      'all: the budget of 1500 USD a month',
    ]);
    expect(told('data').join()).not.toMatch(/break-glass|budget/);
  });

  test('names the sources of its own alarms only', () => {
    expect(page('network').split('declare its alarms:')[1]).toBe('\n\n- `apps/network/src/nat-alarms.ts`\n');
  });

  test('is another when an app begins to read the contract of the team', () => {
    const more = [...projects, app('compute', 'compute', ['network'])];
    expect(page('network', more)).toContain('team data, team compute');
    expect(teamNames.filter((team) => page(team, more) !== page(team))).toEqual(['network', 'data', 'compute']);
  });
});
