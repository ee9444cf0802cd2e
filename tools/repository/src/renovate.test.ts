import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minimatch } from 'minimatch';

const root = join(__dirname, '..', '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).split('\n');

interface Rule {
  readonly groupName?: string;
  readonly allowedVersions?: string;
  readonly matchManagers: readonly string[];
  readonly matchPackageNames: readonly string[];
}
interface Manager {
  readonly managerFilePatterns: readonly string[];
}
const config = JSON.parse(read('renovate.json')) as {
  readonly enabledManagers: readonly string[];
  readonly 'pip-compile': Manager;
  readonly customManagers: readonly (Manager & { readonly matchStrings: readonly string[] })[];
  readonly packageRules: readonly Rule[];
};

/** Renovate documentation, "String Pattern Matching": a regular expression between slashes. */
const matches = (pattern: string, file: string) => new RegExp(pattern.slice(1, -1)).test(file);

/** Renovate documentation, "Managers": the default file patterns of managers that have some, and the configured ones of the others. */
const patterns: Readonly<Record<string, readonly string[]>> = {
  npm: ['/(^|/)package\\.json$/'],
  'github-actions': [
    '/(^|/)(workflow-templates|\\.(?:github|gitea|forgejo)/(?:workflows|actions))/.+\\.ya?ml$/',
    '/(^|/)action\\.ya?ml$/',
  ],
  'pip-compile': config['pip-compile'].managerFilePatterns,
  'custom.regex': config.customManagers.flatMap(({ managerFilePatterns }) => managerFilePatterns),
};
const managersOf = (file: string) =>
  config.enabledManagers.filter((name) => patterns[name]!.some((pattern) => matches(pattern, file)));

/** The names of the manifest files of package managers, including managers that this repository does not use. */
const manifest =
  /(^|\/)(package\.json|requirements[^/]*\.txt|pyproject\.toml|Pipfile|composer\.json|Gemfile|go\.mod|Cargo\.toml|pom\.xml|Dockerfile[^/]*|[^/]+\.tf|\.tool-versions|\.nvmrc|action\.ya?ml)$|\.github\/workflows\//;

test('every manifest file is read by one manager, and every manager reads one', () => {
  const byHand = /^tools\/local-aws\/test-bed\/[\w-]+\.tf$/;
  const read = files
    .filter((file) => manifest.test(file) && !byHand.test(file))
    .map((file) => [file, managersOf(file)] as const);
  expect(read.filter(([, managers]) => managers.length !== 1)).toEqual([]);
  const custom = files.filter((file) => managersOf(file).includes('custom.regex'));
  expect(custom).toEqual(['tools/terraform/src/installation/download.ts']);
  const used = new Set([...read.flatMap(([, managers]) => managers), 'custom.regex']);
  expect([...used].sort()).toEqual([...config.enabledManagers].sort());
});

test('the AWS provider, which is updated by hand, has the version that its bindings are generated from', () => {
  const { version } = (
    JSON.parse(read('node_modules/@cdktf/provider-aws/package.json')) as { cdktf: { provider: { version: string } } }
  ).cdktf.provider;
  for (const file of ['.terraform.lock.hcl', 'tools/local-aws/test-bed/main.tf'])
    expect(/hashicorp\/aws"[^}]*?\bversion += "([^"]+)"/.exec(read(file))?.[1]).toBe(version);
});

test('the version of the downloaded Terraform is found, once', () => {
  const [{ matchStrings }] = config.customManagers as [(typeof config.customManagers)[number]];
  const found = [...read('tools/terraform/src/installation/download.ts').matchAll(new RegExp(matchStrings[0]!, 'g'))];
  expect(found.map(({ groups }) => groups!['currentValue'])).toEqual([expect.stringMatching(/^1\.\d+\.\d+$/)]);
});

describe('packages that are updated together', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Readonly<Record<string, string>> };
  const names = Object.keys(devDependencies);
  const npm = config.packageRules.filter(({ matchManagers }) => matchManagers.includes('npm'));
  const groupsOf = (name: string) =>
    npm
      .filter(
        ({ groupName, matchPackageNames }) => groupName && matchPackageNames.some((glob) => minimatch(name, glob)),
      )
      .map(({ groupName }) => groupName);

  test('are in one group: the framework with its bindings, Nx, and every other family of packages', () => {
    for (const name of ['cdktf', '@cdktf/provider-aws', 'constructs']) expect(groupsOf(name)).toEqual(['cdktf']);
    for (const name of names.filter((one) => /^(@nx\/|nx$)/.test(one))) expect(groupsOf(name)).toEqual(['nx']);
    expect(names.filter((name) => groupsOf(name).length > 1)).toEqual([]);
    const families = names.map((name) => name.split('/')[0]!).filter((scope) => /^@(?!types$)/.test(scope));
    const several = [...new Set(families.filter((scope) => families.filter((one) => one === scope).length > 1))];
    expect(several.length).toBeGreaterThan(3);
    expect(names.filter((name) => several.includes(name.split('/')[0]!) && groupsOf(name).length === 0)).toEqual([]);
  });

  test('has no rule for a package that is not installed', () => {
    const globs = npm.flatMap(({ matchPackageNames }) => matchPackageNames);
    expect(globs.filter((glob) => !names.some((name) => minimatch(name, glob)))).toEqual([]);
  });

  test('are not updated beyond the types of the oldest supported Node', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const oldest = Number(/^>=(\d+)\./.exec(engines.node)![1]);
    const [rule] = npm.filter(({ matchPackageNames }) => matchPackageNames.includes('@types/node'));
    expect(rule!.allowedVersions).toBe(`<${oldest + 1}`);
  });
});

test('actions are updated by a manager that keeps them pinned to a commit', () => {
  const uses = files
    .filter((file) => managersOf(file).includes('github-actions'))
    .flatMap((file) => [...read(file).matchAll(/^\s*-?\s*uses: (.+)$/gm)].map(([, used]) => used!));
  expect(uses.length).toBeGreaterThan(6);
  // Renovate documentation, "GitHub Actions manager": it takes the version from the comment after the digest.
  expect(uses.filter((used) => !/^(\.\/\S+|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(used))).toEqual([]);
});
