import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Entry {
  readonly link?: boolean;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
}

/** The folders of projects, from the root of the repository (package.json, `workspaces`). */
export function projectsIn(root: string): string[] {
  const below = ['apps', 'libs', 'tools'].flatMap((folder) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [],
  );
  return ['environments', ...below].filter((project) => existsSync(join(root, project, 'package.json'))).sort();
}

/** The third-party packages of a lock file, by their folders, without the links to projects of the repository. */
function packagesOf(lockFile: string): Record<string, string> {
  const { packages } = JSON.parse(lockFile) as { readonly packages: Readonly<Record<string, Entry>> };
  const others = Object.entries(packages).filter(([folder, { link }]) => /(^|\/)node_modules\//.test(folder) && !link);
  return Object.fromEntries(
    others.map(([folder, { version, resolved, integrity }]) => [folder, [version, resolved, integrity].join(' ')]),
  );
}

/** True if two lock files of npm install the same third-party packages. */
export function samePackages(one: string, other: string): boolean {
  const [a, b] = [packagesOf(one), packagesOf(other)];
  const folders = Object.keys(a);
  return folders.length === Object.keys(b).length && folders.every((folder) => a[folder] === b[folder]);
}

/**
 * Provides the packages for a checkout inside the repository. If the lock files are equal, the checkout uses the
 * packages of the repository: Node searches the parent folders for a package (Node.js documentation, "Loading from
 * node_modules folders"). Only the links to the projects must be in the checkout. If the lock files differ, npm
 * installs the packages.
 * @throws if npm cannot
 */
export async function givePackages(checkout: string, root: string): Promise<void> {
  const [own, ofRepository] = [checkout, root].map((folder) => readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  if (!samePackages(own!, ofRepository!)) return install(checkout);
  for (const project of projectsIn(checkout)) {
    const { name } = JSON.parse(readFileSync(join(checkout, project, 'package.json'), 'utf8')) as { name: string };
    const link = join(checkout, 'node_modules', name);
    mkdirSync(join(link, '..'), { recursive: true });
    if (!existsSync(link)) symlinkSync(join('../..', project), link);
  }
  // A cached bundle of the synthesis is valid for these installed packages and sources (tools/synth, key.mjs).
  copyFileSync(join(root, 'node_modules/.package-lock.json'), join(checkout, 'node_modules/.package-lock.json'));
}

async function install(checkout: string): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // No script of a package is needed (tools/run.mjs), and none of another commit's is run.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', ...quiet];
  const { env } = process;
  await promisify(execFile)('npm', args, { cwd: checkout, env, maxBuffer: Infinity }).catch((cause: Error) => {
    throw new Error(`The packages of ${checkout} cannot be installed (npm ci): ${cause.message.trim()}`, { cause });
  });
}
