import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appNames, teamNames, teams, type AppName } from '@malinshopper/environments';

describe('the table of the states that teams read', () => {
  /** The apps with contracts that an app imports, from its package.json, as in Nx's graph. */
  const dependencies = (app: AppName) => {
    const file = join(__dirname, '../../../apps', app, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> };
    const names = Object.keys(manifest.dependencies).map((name) => name.replace('@malinshopper/', ''));
    return appNames.filter((other) => names.includes(other));
  };

  it.each(teamNames)('has the dependencies of the app of %s', (team) => {
    const { app, reads } = teams[team];
    expect([...reads].sort()).toEqual([...dependencies(app)].sort());
  });

  it('lists every app, after those that it reads', () => {
    expect([...appNames].sort()).toEqual(readdirSync(join(__dirname, '../../../apps')).sort());
    for (const app of appNames)
      expect(appNames.slice(0, appNames.indexOf(app))).toEqual(expect.arrayContaining(dependencies(app)));
  });

  it('gives every app to one team', () => {
    expect(teamNames.map((team) => teams[team].app).sort()).toEqual([...appNames].sort());
  });
});
