import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appNames, teamNames, teams, type AppName } from '@malinshopper/environments';

describe('the table of who reads whose state', () => {
  /** The apps whose contracts an app imports, as Nx's graph knows it: from its package.json. */
  const dependencies = (app: AppName) => {
    const file = join(__dirname, '../../../apps', app, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> };
    const names = Object.keys(manifest.dependencies).map((name) => name.replace('@malinshopper/', ''));
    return appNames.filter((other) => names.includes(other));
  };

  it.each(teamNames)('says of %s what its app depends on', (team) => {
    const { app, reads } = teams[team];
    expect([...reads].sort()).toEqual([...dependencies(app)].sort());
  });

  it('names every app that there is, after those that it reads', () => {
    expect([...appNames].sort()).toEqual(readdirSync(join(__dirname, '../../../apps')).sort());
    for (const app of appNames)
      expect(appNames.slice(0, appNames.indexOf(app))).toEqual(expect.arrayContaining(dependencies(app)));
  });

  it('gives every app to one team', () => {
    expect(teamNames.map((team) => teams[team].app).sort()).toEqual([...appNames].sort());
  });
});
