import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '@malinshopper/terraform/record';
import { projectsIn, samePackages } from './commit/packages';

/** The files that every app depends on besides projects: packages, and the compilation of sources. */
const shared = ['package-lock.json', 'tsconfig.json', '.swcrc', '.terraform.lock.hcl'];

/**
 * The files in which the repository's folder differs from a commit. Undefined if this clone does not have the commit.
 */
async function changedFiles(commit: string, root: string): Promise<string[] | undefined> {
  const changed = await git(root, 'diff', '--name-only', '--no-renames', commit, '--');
  const untracked = await git(root, 'ls-files', '--others', '--exclude-standard');
  if (changed === undefined || untracked === undefined) return undefined;
  return [...new Set(`${changed}\n${untracked}`.split('\n').filter(Boolean))].sort();
}

/** Finds the changed files of each app. */
export class Causes {
  private readonly changed = new Map<string, Promise<string[] | undefined>>();
  private projects?: readonly Project[];

  constructor(private readonly root: string) {}

  /**
   * The files of an app that have changed since a commit: those of its projects, by the dependencies in their
   * package.json. Files with changes only in comments, types or layout are left out, and so are tests.
   * @returns undefined if this clone does not have the commit
   */
  async of(app: string, commit: string): Promise<string[] | undefined> {
    const changed =
      this.changed.get(commit) ?? changedFiles(commit, this.root).then((files) => this.thatDoSomething(commit, files));
    this.changed.set(commit, changed);
    const folders = this.foldersOf(app);
    return (await changed)?.filter(
      (file) => shared.includes(file) || folders.some((folder) => file.startsWith(`${folder}/`)),
    );
  }

  private async thatDoSomething(commit: string, files: readonly string[] | undefined): Promise<string[] | undefined> {
    if (!files) return undefined;
    const others = files.filter((file) => !/\.test\.ts$|(^|\/)__snapshots__\//.test(file));
    const same = await Promise.all(others.map((file) => this.doesTheSame(commit, file)));
    return others.filter((_, index) => !same[index]);
  }

  private async doesTheSame(commit: string, file: string): Promise<boolean> {
    const isComparable = file.endsWith('.ts') || file === 'package-lock.json';
    if (!isComparable || !existsSync(join(this.root, file))) return false;
    const before = await git(this.root, 'show', `${commit}:${file}`);
    if (before === undefined) return false;
    const now = readFileSync(join(this.root, file), 'utf8');
    if (file === 'package-lock.json') return samePackages(before, now);
    const [was, is] = await Promise.all([codeOf(before), codeOf(now)]);
    return was !== undefined && was === is;
  }

  private foldersOf(app: string): string[] {
    this.projects ??= readProjects(this.root);
    const byName = new Map(this.projects.map((project) => [project.name, project]));
    const seen = new Set<Project>();
    const visit = (project: Project | undefined) => {
      if (!project || seen.has(project)) return;
      seen.add(project);
      for (const name of project.imports) visit(byName.get(name));
    };
    visit(this.projects.find(({ folder }) => folder === `apps/${app}`));
    return [...seen].map(({ folder }) => folder);
  }
}

interface Project {
  readonly name: string;
  readonly folder: string;
  readonly imports: readonly string[];
}

function readProjects(root: string): Project[] {
  return projectsIn(root).map((folder) => {
    const { name, dependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      readonly name: string;
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    return { name, folder, imports: Object.keys(dependencies) };
  });
}

/** The code of a source without comments, types and layout. Undefined if it does not compile. */
async function codeOf(source: string): Promise<string | undefined> {
  // Imported on demand: it is only needed if a file has changed.
  const { transform } = await import('@swc/core');
  const minify = { compress: false, mangle: false } as const;
  const jsc = { parser: { syntax: 'typescript' }, target: 'es2022', minify } as const;
  return transform(source, { jsc, minify: true, swcrc: false, configFile: false }).then(
    ({ code }) => code,
    () => undefined,
  );
}
