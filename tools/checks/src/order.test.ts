import { basename, resolve } from 'node:path';
import { appGraph, appRoots, orderOf, synthesize, type AppNode } from '@malinshopper/terraform';

const root = resolve(__dirname, '../../..');
const edges = (apps: readonly AppNode[]) =>
  Object.fromEntries(apps.map(({ name, dependsOn }) => [name, [...dependsOn].sort()]));

/** Nx knows of no environment: it is queried once. */
let ofNx: readonly AppNode[];
beforeAll(async () => {
  ofNx = await appGraph();
});

test.each(['production', 'testing', 'feature/checkout'])(
  'the apps of %s read only the states of their dependencies in Nx',
  async (ref) => {
    const projects = appRoots(root);
    const synthesized = await synthesize(ref, projects);
    const rooted = projects.map((project) => {
      const name = basename(project);
      return [name, { root: project, ...synthesized.get(name)! }] as const;
    });
    expect(edges(orderOf(new Map(rooted)))).toEqual(edges(ofNx));
  },
);
