import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { build, stop, type Plugin } from 'esbuild';

export const root = resolve(__dirname, '../../../..');

/** Every test of the repository, with the sources of the repository that it can reach by imports, itself among them. */
export type Reach = ReadonlyMap<string, readonly string[]>;

/** The tests of some folders, from the root of the repository. */
export function testsIn(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !/(^|\/)(node_modules|cdktf\.out|\.work)\//.test(file))
      .map((file) => join(folder, file)),
  );
}

/** Follows the imports of tests, as esbuild does for a bundle. Imports of types alone are left out, as at run time. */
export async function reachOf(tests: readonly string[]): Promise<Reach> {
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: { contents: tests.map((test) => `import './${test}';`).join('\n'), resolveDir: root },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    logLevel: 'silent',
    plugins: [ownPackages],
  });
  // Its service is a process of its own, and jest would wait for it.
  await stop();
  const visit = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { path, external } of metafile.inputs[file]?.imports ?? []) if (!external) visit(path, seen);
    return seen;
  };
  return new Map(tests.map((test) => [test, [...visit(test)].sort()]));
}

/**
 * Resolves packages of this repository to their sources by their `exports`. Imports of all other packages are ignored.
 */
const ownPackages: Plugin = {
  name: 'own-packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path }) => {
      const [, name = '', rest = ''] = /^@malinshopper\/([^/]+)(.*)$/.exec(path) ?? [];
      if (name === '' || isBuiltin(path)) return { path, external: true };
      const folder = packageFolder(name);
      const { exports = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        exports?: Record<string, string>;
      };
      return { path: join(folder, exports[`.${rest}`] ?? `no export ${rest}`) };
    });
  },
};

/** @throws if no project of the repository has the package */
export function packageFolder(name: string): string {
  const places = [name, ...['apps', 'libs', 'tools'].map((folder) => join(folder, name))].map((place) =>
    join(root, place),
  );
  const found = places.find((place) => existsSync(join(place, 'package.json')));
  if (found) return found;
  throw new Error(`No project has the package @malinshopper/${name}. Looked in ${places.join(', ')}.`);
}
