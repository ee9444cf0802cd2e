import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closure, type Graph } from './nx';
import { root, type Reach } from './reach';

/** Modules that run the entry of an app: a test that reaches one of these can load every app. */
const loaders = ['tools/synth/src/synthesize.ts', 'libs/stack/src/synth.ts'];
/** Code that loads or reads an app by its path: `'../../../apps'`, `'src/main.ts'`. */
const byPath = /'(\.\.\/)+apps\b|'src\/main\.ts'/;

/** The files of no project with a path in a string of a source. */
const outside =
  /'(?:\.\.\/)*((?:examples|docs)(?:\/[^'\s]*)?|cdktf\.json|\.terraform\.lock\.hcl|tools\/setup\.mjs|\.ci\/run|README\.md)'/g;

const source = (file: string) => readFileSync(join(root, file), 'utf8');

/**
 * The project that a file belongs to.
 * @throws if it belongs to none
 */
export function projectOf({ nodes }: Graph, file: string): string {
  const found = Object.values(nodes).find(({ data }) => file.startsWith(`${data.root}/`));
  if (found) return found.name;
  throw new Error(`${file} belongs to no project of the graph: give its folder a package.json.`);
}

const appsOf = ({ nodes }: Graph) =>
  Object.values(nodes).flatMap(({ name, data }) => (data.root.startsWith('apps/') ? [name] : []));

/** The tests that belong to no app, and that can load or read an app. */
export function testsOfApps(graph: Graph, reach: Reach): string[] {
  return [...reach].flatMap(([test, files]) => {
    const own = files.filter((file) => projectOf(graph, file) === projectOf(graph, test));
    const loads = loaders.some((loader) => files.includes(loader)) || own.some((file) => byPath.test(source(file)));
    return loads && !test.startsWith('apps/') ? [test] : [];
  });
}

/** Those of some tests that belong to a project without a path in the graph to some app. */
export function withoutAWay(graph: Graph, tests: readonly string[]): string[] {
  const apps = appsOf(graph);
  return tests.filter((test) => {
    const reached = closure(graph, projectOf(graph, test));
    return !apps.every((app) => reached.has(app));
  });
}

/** The projects with sources that a test reaches although the graph has no path to them, as `test -> project`. */
export function importsWithoutAWay(graph: Graph, reach: Reach): string[] {
  return [...reach].flatMap(([test, files]) => {
    const reached = closure(graph, projectOf(graph, test));
    const missing = new Set(files.map((file) => projectOf(graph, file)).filter((project) => !reached.has(project)));
    return [...missing].map((project) => `${test} -> ${project}`);
  });
}

/** The files of no project that tests read, although none of their inputs declares them, as `test: file`. */
export function undeclaredReads(graph: Graph, reach: Reach): string[] {
  const declared = ({ namedInputs }: Graph['nodes'][string]['data']) => (namedInputs?.['reads'] ?? []) as string[];
  return [...reach].flatMap(([test, files]) => {
    const own = closure(graph, projectOf(graph, test));
    const reads = [...own].flatMap((project) => declared(graph.nodes[project]!.data));
    const places = reads.map((read) => read.replace('{workspaceRoot}/', '').replace('/**/*', ''));
    const said = files.flatMap((file) => [...source(file).matchAll(outside)].map(([, path = '']) => path));
    const isDeclared = (path: string) =>
      places.some((place) => `${path}/`.startsWith(`${place}/`) || place.startsWith(`${path}/`));
    return [...new Set(said)].filter((path) => !isDeclared(path)).map((path) => `${test}: ${path}`);
  });
}
