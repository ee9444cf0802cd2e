import {
  accounts,
  longLivedEnvironments,
  gitHubTeam,
  teamNames,
  teams,
  type TeamName,
} from '@malinshopper/environments';
import type { Project } from '../project';

/** The paths of no project, each with the team that answers for it. A folder ends with a slash. */
const ofNoProject: Readonly<Record<string, TeamName>> = {
  '/.ci/': 'platform',
  '/.github/': 'platform',
  '/.env': 'platform',
  '/.gitignore': 'platform',
  '/.npmrc': 'platform',
  '/.prettierignore': 'platform',
  '/.prettierrc': 'platform',
  '/.swcrc': 'platform',
  '/.terraform.lock.hcl': 'platform',
  '/README.md': 'platform',
  '/cdktf.json': 'platform',
  '/docs/': 'platform',
  '/eslint.config.mjs': 'platform',
  // The sample applications show the side of the application in a release, so delivery owns them.
  '/examples/': 'delivery',
  '/jest.config.js': 'platform',
  '/nx.json': 'platform',
  '/package-lock.json': 'platform',
  '/package.json': 'platform',
  '/renovate.json': 'platform',
  '/tsconfig.json': 'platform',
};
/** The folders that contain projects, each with its entries that are not projects. */
const ofProjects: Readonly<Record<string, readonly string[]>> = {
  apps: [],
  libs: [],
  tools: ['installed.mjs', 'run.mjs', 'types.mjs'],
};

/** The names in a folder of the repository, from its root: each must have an owner. */
export type NamesIn = (folder: string) => readonly string[];

/** A path, its kind, and its owning teams: the first is responsible for it. */
export interface Owned {
  readonly path: string;
  readonly what: string;
  readonly owners: readonly TeamName[];
}

/**
 * The team of a project: its tag `team:...`.
 * @throws if it has none, or one that does not exist
 */
export function teamOf({ root, tags }: Pick<Project, 'root' | 'tags'>): TeamName {
  const named = tags.filter((tag) => tag.startsWith('team:')).map((tag) => tag.slice('team:'.length));
  const [team] = teamNames.filter((name) => name === named[0]);
  if (team !== undefined && named.length === 1) return team;
  throw new Error(
    `${root} has ${named.length === 0 ? 'no team' : `the team ${named.join(', ')}`}: give its package.json one tag out of ` +
      `${teamNames.map((name) => `team:${name}`).join(', ')}.`,
  );
}

/** The apps that read the contract of an app. */
export function readersOf({ name }: Project, projects: readonly Project[]): Project[] {
  return projects.filter(({ isApp, imports }) => isApp && imports.includes(name));
}

/**
 * Every path with its owners, later ones before earlier ones. The readers of a contract own it too: its change is theirs. An environment's file
 * is owned by the team that pays for it: the one that hears of the budget of its account.
 * @throws if a project has no team, or a path of no project has no owner
 */
export function ownedPaths(projects: readonly Project[], namesIn: NamesIn): Owned[] {
  assertOwned(projects, namesIn);
  const sorted = [...projects].sort((a, b) => (a.root < b.root ? -1 : 1));
  return [
    ...Object.entries(ofNoProject).map(([path, team]) => ({ path, what: 'of no project', owners: [team] })),
    ...Object.entries(ofProjects).flatMap(([folder, files]) =>
      files.map((file): Owned => ({ path: `/${folder}/${file}`, what: 'of no project', owners: ['platform'] })),
    ),
    ...sorted.map((project) => ({ path: `/${project.root}/`, what: kindOf(project), owners: [teamOf(project)] })),
    ...sorted.flatMap((project) => {
      const readers = readersOf(project, sorted);
      if (!project.isApp || readers.length === 0) return [];
      const owners = [...new Set([project, ...readers].map(teamOf))];
      return [{ path: `/${project.root}/src/contract.ts`, what: `contract of ${project.name}`, owners }];
    }),
    ...longLivedEnvironments.map(({ name, account }) => ({
      path: `/environments/src/${name}.ts`,
      what: `environment of the account ${account.name}`,
      owners: [payerOf(account.name)],
    })),
  ];
}

/**
 * The file by which GitHub asks the owners of a path for their review (GitHub documentation, "About code owners": the last pattern that matches
 * counts, and any one owner of several can agree).
 */
export function codeOwners(owned: readonly Owned[]): string {
  const width = Math.max(...owned.map(({ path }) => path.length));
  return [
    '# Written by `npx nx sync` (tools/nx-cdktf/src/owners): the teams stand in the tags of each package.json.',
    ...owned.map(({ path, owners }) => `${path.padEnd(width)} ${owners.map(gitHubTeam).join(' ')}`),
    '',
  ].join('\n');
}

const kindOf = ({ root }: Project) => (root.includes('/') ? root.split('/')[0]!.replace(/s$/, '') : 'project');

/** The team that pays for an account. */
export function payerOf(account: keyof typeof accounts): TeamName {
  const { notify } = accounts[account].budget;
  return teamNames.find((name) => teams[name].notify === notify) ?? 'platform';
}

function assertOwned(projects: readonly Project[], namesIn: NamesIn): void {
  const roots = new Set(projects.map(({ root }) => root));
  const known = (name: string) =>
    roots.has(name) || name in ofProjects || `/${name}` in ofNoProject || `/${name}/` in ofNoProject;
  const below = Object.entries(ofProjects).flatMap(([folder, files]) =>
    namesIn(folder)
      .filter((name) => !files.includes(name))
      .map((name) => `${folder}/${name}`)
      .filter((path) => !roots.has(path)),
  );
  const [path] = [...namesIn('').filter((name) => !known(name)), ...below];
  if (path === undefined) return;
  throw new Error(
    `/${path} has no owner: give its folder a package.json with the tag of a team, or add it to ofNoProject ` +
      '(tools/nx-cdktf/src/owners/code-owners.ts).',
  );
}
