import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selected } from '../testing/nx';
import { root } from '../testing/reach';
import { filesIn } from './pages';

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

/** The words in capitals of all sources: the variables that they read are among them. */
function wordsOfSources(): ReadonlySet<string> {
  const sources = filesIn('apps', 'environments', 'libs', 'tools').filter(
    (file) => /\.(ts|mjs|py)$/.test(file) && !file.startsWith('tools/repository/src/documents/'),
  );
  return new Set(sources.flatMap((file) => readFileSync(join(root, file), 'utf8').match(/\b[A-Z][A-Z_]+\b/g) ?? []));
}

/** Reads the facts of this repository. */
export function readRepository(): Repository {
  const words = wordsOfSources();
  const { graph } = selected([]);
  const targets = Object.values(graph.nodes).map(({ name, data }) => {
    const configurations = Object.entries(data.targets ?? {}).map(
      ([target, { configurations }]) => [target, new Set(Object.keys(configurations ?? {}))] as const,
    );
    return [name, new Map(configurations)] as const;
  });
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  return {
    scripts: new Set(Object.keys(scripts)),
    targets: new Map(targets),
    hasVariable: (name) => words.has(name),
    hasBinary: (name) => existsSync(join(root, 'node_modules/.bin', name)),
    hasFile: (path) => existsSync(join(root, path)),
  };
}
