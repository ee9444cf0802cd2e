import { execFileSync } from 'node:child_process';
import type { Tree } from '@nx/devkit';
import { readProject } from '../project';
import { codeOwners } from './code-owners';

const file = '.github/CODEOWNERS';

/** Nx asks it by `nx sync` and `nx sync:check` (Nx documentation, "Sync Generators"): what it would write differently is out of date. */
export default function syncCodeOwners(tree: Tree): { readonly outOfSyncMessage: string } {
  const files = filesOf(tree.root);
  const manifests = files.filter((path) => /^(environments|(apps|libs|tools)\/[^/]+)\/package\.json$/.test(path));
  const projects = manifests.map((manifest) => readProject(tree.root, manifest));
  const text = codeOwners(projects, (folder) => namesIn(folder, files));
  if (!tree.exists(file) || tree.read(file, 'utf8') !== text) tree.write(file, text);
  return { outOfSyncMessage: `${file} does not name the owners as they are: run npx nx sync.` };
}

/** The files that git has, or would take. */
function filesOf(root: string): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
}

function namesIn(folder: string, files: readonly string[]): string[] {
  const below = folder === '' ? files : files.filter((path) => path.startsWith(`${folder}/`));
  const start = folder === '' ? 0 : folder.length + 1;
  return [...new Set(below.map((path) => path.slice(start).split('/')[0]!))];
}
