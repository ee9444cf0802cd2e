import { environment, teamNames, teams } from '@malinshopper/environments';
import type { AppNode } from '../environment-run/app-graph';
import { couldRead } from './could-read';

const apps: AppNode[] = teamNames.map((name) => {
  const { app, reads } = teams[name];
  return { name: app, root: `apps/${app}`, dependsOn: reads };
});
const branch = environment('feature/checkout').name;
const reads = (reader: string, lent: string) => couldRead(`${reader}.tfstate`, `${lent}.tfstate`, apps);

describe('a state that the role may not read', () => {
  test.each([
    ['an app that its app depends on, in its own environment', 'testing/compute', 'testing/network'],
    ["an app that its app depends on, in its host's", `${branch}/compute`, 'testing/network'],
    ["the same app in its host's", `${branch}/compute`, 'testing/compute'],
    ['an app that its app depends on, in a branch', `${branch}/delivery`, `${branch}/compute`],
    ['an app that its app depends on, in the account', 'testing/network', 'nonproduction/account'],
    ['any app, if the repository no longer has its own', 'testing/mail', 'testing/network'],
    ['any app of its host, if the repository no longer has its own', `${branch}/mail`, 'testing/data'],
  ])('could read %s: %s reads %s', (_, reader, lent) => {
    expect(reads(reader, lent)).toBe(true);
  });

  test.each([
    ['an app that its app does not depend on', 'testing/delivery', 'testing/network'],
    ['an app that depends on its own', 'testing/data', 'testing/compute'],
    ['itself', 'testing/data', 'testing/data'],
    ['an environment without borrowers', `${branch}/compute`, 'staging/network'],
    ['another branch', `${branch}/compute`, `${environment('feature/other').name}/network`],
    ['the environment of a branch', 'testing/compute', `${branch}/compute`],
    ['another long-lived environment', 'staging/compute', 'testing/compute'],
    ['an environment, as the app of the account', 'nonproduction/account', 'testing/network'],
  ])('could not read %s: %s does not read %s', (_, reader, lent) => {
    expect(reads(reader, lent)).toBe(false);
  });

  test('could read any app, if the graph is empty', () => {
    expect(couldRead('testing/data.tfstate', 'testing/network.tfstate', [])).toBe(true);
  });
});
