import { environment, teamNames, teams } from '@malinshopper/environments';
import type { AppNode } from '../environment-run/app-graph';
import { couldRead } from './could-read';

const apps: AppNode[] = teamNames.map((name) => {
  const { app, reads } = teams[name];
  return { name: app, root: `apps/${app}`, dependsOn: reads };
});
const branch = environment('feature/checkout').name;
const reads = (reader: string, lent: string) => couldRead(`${reader}.tfstate`, `${lent}.tfstate`, apps);

describe('a state that may not be read', () => {
  test.each([
    ['what its app builds upon, in its own environment', 'testing/compute', 'testing/network'],
    ["what its app builds upon, in its host's", `${branch}/compute`, 'testing/network'],
    ["its own kind in its host's", `${branch}/compute`, 'testing/compute'],
    ['what its app builds upon, in a branch', `${branch}/delivery`, `${branch}/compute`],
    ['what its app builds upon, in the account', 'testing/network', 'nonproduction/account'],
    ['whatever there is, if nobody knows its app any more', 'testing/mail', 'testing/network'],
    ['whatever its host has, if nobody knows its app any more either', `${branch}/mail`, 'testing/data'],
  ])('could read %s: %s reads %s', (_, reader, lent) => {
    expect(reads(reader, lent)).toBe(true);
  });

  test.each([
    ['what its app does not build upon', 'testing/delivery', 'testing/network'],
    ['what builds upon its app', 'testing/data', 'testing/compute'],
    ['itself', 'testing/data', 'testing/data'],
    ['an environment that lends to nobody', `${branch}/compute`, 'staging/network'],
    ['another branch', `${branch}/compute`, `${environment('feature/other').name}/network`],
    ['the environment of a branch', 'testing/compute', `${branch}/compute`],
    ['another environment that stays', 'staging/compute', 'testing/compute'],
    ['an environment, as the app of the account', 'nonproduction/account', 'testing/network'],
  ])('could not read %s: %s does not read %s', (_, reader, lent) => {
    expect(reads(reader, lent)).toBe(false);
  });

  test('could read whatever there is, if the graph is empty', () => {
    expect(couldRead('testing/data.tfstate', 'testing/network.tfstate', [])).toBe(true);
  });
});
