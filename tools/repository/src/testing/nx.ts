import { execFileSync } from 'node:child_process';
import type { ProjectGraph } from '@nx/devkit';
import { root } from './reach';

export type Graph = Pick<ProjectGraph, 'nodes' | 'dependencies'>;

/** The graph of this repository, and the projects that Nx selects for each of some edits (lists of files). */
export interface Selected {
  readonly graph: Graph;
  readonly projects: readonly (readonly string[])[];
}

/** The work of `nx show projects --affected --files=...` (nx, show/projects.js), for many edits and one graph. */
const program = `
  const { createProjectGraphAsync } = require('@nx/devkit');
  const { filterAffected } = require('nx/src/project-graph/affected/affected-project-graph');
  const { calculateFileChanges } = require('nx/src/project-graph/file-utils');
  (async () => {
    const graph = await createProjectGraphAsync({ exitOnError: false });
    const projects = [];
    for (const files of JSON.parse(require('node:fs').readFileSync(0, 'utf8'))) {
      const affected = await filterAffected(graph, calculateFileChanges(files, { files }));
      projects.push(Object.keys(affected.nodes).sort());
    }
    const { nodes, dependencies } = graph;
    process.stdout.write(JSON.stringify({ graph: { nodes, dependencies }, projects }), () => process.exit(0));
  })();`;

/** Calls Nx, in a process of its own: jest does not support its way of loading plugins. */
export function selected(edits: readonly (readonly string[])[]): Selected {
  const said = execFileSync(process.execPath, ['--eval', program], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false' },
    input: JSON.stringify(edits),
    maxBuffer: Infinity,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return JSON.parse(said.slice(said.indexOf('{"graph"'))) as Selected;
}

/** A project and all its dependencies, direct or not. */
export function closure({ dependencies }: Graph, project: string, seen = new Set<string>()): Set<string> {
  if (seen.has(project)) return seen;
  seen.add(project);
  for (const { target } of dependencies[project] ?? []) closure({ dependencies } as Graph, target, seen);
  return seen;
}
