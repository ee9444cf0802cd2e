import {
  accounts,
  longLivedEnvironments,
  repository,
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
  // What the application brings: delivery releases it.
  '/examples/': 'delivery',
  '/jest.config.js': 'platform',
  '/nx.json': 'platform',
  '/package-lock.json': 'platform',
  '/package.json': 'platform',
  '/tsconfig.json': 'platform',
};
/** The folders that hold projects, and what of them is none. */
const ofProjects: Readonly<Record<string, readonly string[]>> = {
  apps: [],
  libs: [],
  tools: ['installed.mjs', 'setup.mjs'],
};

/** What is there, for every path to have an owner: the names in a folder of the repository, from its root. */
export type NamesIn = (folder: string) => readonly string[];

/** A team as GitHub writes it: `@malinshopper/network`, in the organization of the repository. */
function handle(team: TeamName): string {
  return `@${repository.split('/')[0]!.replace(/@\d+$/, '')}/${team}`;
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

/**
 * The file by which GitHub asks the owners of a path for their review (GitHub documentation, "About code owners": the last pattern that matches
 * counts, and any one owner of several can agree). The readers of a contract own it too: its change is theirs. An environment's file is owned by
 * who pays for it: the team that hears of the budget of its account.
 * @throws if a project has no team, or a path of no project has no owner
 */
export function codeOwners(projects: readonly Project[], namesIn: NamesIn): string {
  assertOwned(projects, namesIn);
  const sorted = [...projects].sort((a, b) => (a.root < b.root ? -1 : 1));
  const lines: [path: string, owners: readonly TeamName[]][] = [
    ...Object.entries(ofNoProject).map(([path, team]): [string, TeamName[]] => [path, [team]]),
    ...Object.entries(ofProjects).flatMap(([folder, files]) =>
      files.map((file): [string, TeamName[]] => [`/${folder}/${file}`, ['platform']]),
    ),
    ...sorted.map((project): [string, TeamName[]] => [`/${project.root}/`, [teamOf(project)]]),
    ...sorted.flatMap((project): [string, TeamName[]][] => {
      const readers = sorted.filter(({ isApp, imports }) => isApp && imports.includes(project.name));
      if (!project.isApp || readers.length === 0) return [];
      return [[`/${project.root}/src/contract.ts`, [...new Set([project, ...readers].map(teamOf))]]];
    }),
    ...longLivedEnvironments.map(({ name, account }): [string, TeamName[]] => [
      `/environments/src/${name}.ts`,
      [payerOf(account.name)],
    ]),
  ];
  const width = Math.max(...lines.map(([path]) => path.length));
  return [
    '# Written by `npx nx sync` (tools/nx-cdktf/src/owners): the teams stand in the tags of each package.json.',
    ...lines.map(([path, owners]) => `${path.padEnd(width)} ${owners.map(handle).join(' ')}`),
    '',
  ].join('\n');
}

function payerOf(account: keyof typeof accounts): TeamName {
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
