import { selected, type Graph } from './testing/nx';
import { packageFolder, reachOf, testsIn, type Reach } from './testing/reach';
import { importsWithoutAWay, projectOf, testsOfApps, undeclaredReads, withoutAWay } from './testing/ways';

/** Tests that synthesize programs of their own in a folder of their own, and never the apps: they pass without any app. */
const ofOwnPrograms = [
  'libs/stack/src/cdktf/cdktf.test.ts',
  'tools/synth/src/synthesize.test.ts',
  ...[
    'adoption/adopt-cut-off',
    'adoption/killed.embedded',
    'commands/apply-once-more',
    'commands/collisions',
    'commands/commands',
    'commands/deploy.embedded',
    'commands/destroy-app',
    'commands/forget-subscriptions',
    'commands/guard',
    'commands/in-service',
    'commands/plan-digest',
    'commands/plan-json',
    'commands/keep-protected',
    'commands/left-over',
    'commands/more-than-planned',
    'commands/lock-of-job',
    'commands/push-stranded',
    'commands/recreated',
    'commands/same-region',
    'commands/unlock',
    'commands/printed-commands',
    'configuration',
    'deploy-run/deploy-run',
    'deploy-run/through.embedded',
    'drift/refreshed',
    'environment-run/environment-run',
    'lease/lease.embedded',
    'outgoing/outgoing',
    'preview/chain.embedded',
    'preview/previewed-values.embedded',
    'preview/private-folder',
    'preview/refuse',
    'preview/run-plan',
    'preview/versions',
    'record/difference',
    'record/bound-review',
    'record/record',
    'recovery/database',
    'recovery/recover-content',
    'review/assert-reviewed',
    'review/bucket',
    'review/key',
    'review/review.embedded',
    'review/write-review',
    'run/interrupt',
    'run/supervised',
    'state/borrowers',
    'state/fits-record',
    'state/state',
    'state-commands/state-commands',
    'state-commands/state-drill.embedded',
    'aws-target/override',
    'verify/health',
    'verify/verify',
  ].map((name) => `tools/terraform/src/${name}.test.ts`),
  'tools/policy/src/plans/judge-plans.test.ts',
  ...['certificates', 'packages'].map((name) => `tools/software/src/${name}.test.ts`),
];

let graph: Graph;
let reach: Reach;
let ofApps: string[];

beforeAll(async () => {
  ({ graph } = selected([]));
  reach = await reachOf(testsIn('apps', 'environments', 'libs', 'tools'));
  ofApps = testsOfApps(graph, reach).filter((test) => !ofOwnPrograms.includes(test));
});

/** The graph without the dependencies of projects on others that they do not import. */
const withoutEdges = (...projects: readonly string[]): Graph => ({
  ...graph,
  dependencies: Object.fromEntries(
    Object.entries(graph.dependencies).map(([name, edges]) => [
      name,
      projects.includes(name) ? edges.filter(({ type }) => type !== 'implicit') : edges,
    ]),
  ),
});

describe('every test that can load an app', () => {
  it('is in a project with a path to the apps: tag that `checks:apps`, or move the test to tools/checks', () => {
    expect(withoutAWay(graph, ofApps)).toEqual([]);
    const expected = ['checks/src/policy', 'checks/src/synthesis', 'permissions/src/tables'];
    expect(ofApps).toEqual(expect.arrayContaining(expected.map((name) => `tools/${name}.test.ts`)));
  });

  it.each(['checks', 'permissions'])('is found when the edges of %s are removed', (project) => {
    const found = withoutAWay(withoutEdges(project), ofApps);
    expect(found.length).toBeGreaterThan(1);
    expect(found.every((test) => test.startsWith(`tools/${project}/`))).toBe(true);
  });

  it('is found when those of release and rehearsal are removed', () => {
    const found = withoutAWay(withoutEdges('release', 'rehearsal'), ofApps);
    expect(found).toEqual(expect.arrayContaining(['tools/release/src/environment/names.test.ts']));
  });

  it('is none of the exceptions, and each of these is still necessary', () => {
    expect(testsOfApps(graph, reach)).toEqual(expect.arrayContaining(ofOwnPrograms));
    expect(withoutAWay(graph, ofOwnPrograms).sort()).toEqual([...ofOwnPrograms].sort());
  });
});

describe('every test', () => {
  it('is in a project that depends on everything that the test imports: else add that to its package.json', () => {
    expect(reach.size).toBeGreaterThan(250);
    expect(importsWithoutAWay(graph, reach)).toEqual([]);
    const { constructs = [], ...dependencies } = graph.dependencies;
    const fewer = { ...dependencies, constructs: constructs.filter(({ target }) => target !== 'testing') };
    expect(importsWithoutAWay({ ...graph, dependencies: fewer }, reach)).toContain(
      'libs/constructs/src/constructs.test.ts -> testing',
    );
  });

  it('reads files of no project only if its package.json declares them: else add them to the input `reads`', () => {
    // That table lists files, and reads none.
    const reading = new Map([...reach].filter(([test]) => !test.endsWith('/affected.test.ts')));
    expect(undeclaredReads(graph, reading)).toEqual([]);
    const { checks, ...nodes } = graph.nodes;
    const undeclared = { ...checks!, data: { ...checks!.data, namedInputs: {} } };
    expect(undeclaredReads({ ...graph, nodes: { ...nodes, checks: undeclared } }, reading)).toContain(
      'tools/checks/src/synthesis.test.ts: cdktf.json',
    );
  });
});

test('a file of no project and a package of no project are reported by name', () => {
  expect(() => projectOf(graph, 'tools/lost/src/lost.test.ts')).toThrow(
    'tools/lost/src/lost.test.ts belongs to no project of the graph: give its folder a package.json.',
  );
  expect(() => packageFolder('lost')).toThrow(
    /^No project has the package @malinshopper\/lost\. Looked in .*tools\/lost\.$/,
  );
});
