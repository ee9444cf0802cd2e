import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { teamNames } from '@malinshopper/environments';
import { readProject } from '../project';
import { codeOwners, ownedPaths } from './code-owners';
import { pageOf, teamPage } from './team-page';

/** Nx asks it by `nx sync` and `nx sync:check` (Nx documentation, "Sync Generators"): what it would write differently is out of date. */
export default function syncCodeOwners(tree: Tree): { readonly outOfSyncMessage: string } {
  const files = filesOf(tree.root);
  const manifests = files.filter((path) => /^(environments|(apps|libs|tools)\/[^/]+)\/package\.json$/.test(path));
  const projects = manifests.map((manifest) => readProject(tree.root, manifest));
  const owned = ownedPaths(projects, (folder) => namesIn(folder, files));
  const alarmFiles = files.filter((path) => makesAlarms(tree.root, path));
  const wanted = new Map([
    ['.github/CODEOWNERS', codeOwners(owned)],
    ...teamNames.map((team): [string, string] => [pageOf(team), teamPage(team, { projects, owned, alarmFiles })]),
  ]);
  const outdated = [...wanted].filter(([file, text]) => !tree.exists(file) || tree.read(file, 'utf8') !== text);
  for (const [file, text] of outdated) tree.write(file, text);
  const gone = files.filter((path) => path.startsWith('docs/teams/') && !wanted.has(path) && tree.exists(path));
  for (const file of gone) tree.delete(file);
  const named = [...outdated.map(([file]) => file), ...gone].join(', ');
  return { outOfSyncMessage: `Not up to date with the owners: ${named}. Run npx nx sync.` };
}

/** The files that git tracks or would add, except files with an uncommitted deletion. */
function filesOf(root: string): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
  return listed.filter((path) => existsSync(join(root, path)));
}

function namesIn(folder: string, files: readonly string[]): string[] {
  const below = folder === '' ? files : files.filter((path) => path.startsWith(`${folder}/`));
  const start = folder === '' ? 0 : folder.length + 1;
  return [...new Set(below.map((path) => path.slice(start).split('/')[0]!))];
}

/** True if a source of an app declares an alarm: by `new Alarm(`, or by a construct with `Alarm` at the end of its name. */
function makesAlarms(root: string, path: string): boolean {
  return (
    /^apps\/[^/]+\/src\/.*(?<!\.test)\.ts$/.test(path) &&
    /\bnew \w*Alarm\(/.test(readFileSync(join(root, path), 'utf8'))
  );
}
