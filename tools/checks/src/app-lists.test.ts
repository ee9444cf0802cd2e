import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { appNames, teamNames } from '@malinshopper/environments';

const root = resolve(__dirname, '../../..');
const names = new Set<string>([...appNames, ...teamNames]);

/** The arrays of a source with so many apps or teams that they can only mean all of them, or all but the account. */
function listsIn(source: string): string[] {
  const isList = (array: string) => {
    const named = new Set(
      [...array.matchAll(/'([a-z-]+)'/g)].map(([, word]) => word!).filter((word) => names.has(word)),
    );
    return named.size >= appNames.length - 1;
  };
  return (source.match(/\[(?:\s*'[a-z-]+',?)+\s*\]/g) ?? []).filter(isList);
}

/** The lists themselves, and the teams that receive alarms: not every team does. */
const sources = ['environments/src/team.ts', 'environments/src/teams.ts'];

describe('the apps and teams', () => {
  it('are listed in environments only: a program with its own list would miss a new one', () => {
    const files = execFileSync('git', ['ls-files', 'apps', 'environments', 'libs', 'tools'], {
      cwd: root,
      encoding: 'utf8',
    })
      .split('\n')
      .filter((file) => /(?<!\.test)\.ts$/.test(file) && !sources.includes(file));
    const found = files.filter((file) => listsIn(readFileSync(join(root, file), 'utf8')).length > 0);
    expect(files.length).toBeGreaterThan(500);
    expect(found).toEqual([]);
  });

  it.each([
    ["const apps = ['network', 'data', 'compute', 'delivery'];", 1],
    ["run([\n  'account',\n  'compute',\n  'data',\n  'network',\n]);", 1],
    ["const some = ['network', 'data'];", 0],
  ])('are found in %j', (source, count) => {
    expect(listsIn(source)).toHaveLength(count);
  });
});
