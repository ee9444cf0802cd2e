import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProject } from '../project';
import { targetsOf } from '../targets';
import { repositoryRoot as root } from './pages';

/** The facts of the repository with which commands are compared. */
export interface Repository {
  readonly scripts: ReadonlySet<string>;
  /** The configurations of each target of each project. */
  readonly targets: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
  /** The environment variables that sources name. */
  readonly hasVariable: (name: string) => boolean;
  /** The programs that npx finds without a download. */
  readonly hasBinary: (name: string) => boolean;
  readonly hasFile: (path: string) => boolean;
}

const variables = new Map<string, boolean>();
const remember = (known: Map<string, boolean>, name: string, value: boolean) => known.set(name, value) && value;

/** Reads the facts of this repository. */
export function readRepository(): Repository {
  const manifests = ['apps', 'libs', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`),
  );
  const projects = [...manifests, 'environments/package.json']
    .filter((file) => existsSync(join(root, file)))
    .map((file) => readProject(root, file));
  const targets = projects.map((project) => {
    const configurations = Object.entries(targetsOf(project, projects)).map(
      ([target, { configurations }]) => [target, new Set(Object.keys(configurations ?? {}))] as const,
    );
    return [project.name, new Map(configurations)] as const;
  });
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  return {
    scripts: new Set(Object.keys(scripts)),
    targets: new Map(targets),
    hasVariable: (name) => variables.get(name) ?? remember(variables, name, namedInSources(name)),
    hasBinary: (name) => existsSync(join(root, 'node_modules/.bin', name)),
    hasFile: (path) => existsSync(join(root, path)),
  };
}

/** True if a source, and not only a document, names the word. */
function namedInSources(word: string): boolean {
  const sources = ['*.ts', '*.mjs', '*.py', ':!tools/nx-cdktf/src/documents'];
  try {
    execFileSync('git', ['grep', '--quiet', '--word-regexp', word, '--', ...sources], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
