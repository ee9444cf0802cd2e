import type { ProjectGraph } from '@nx/devkit';
import { readConfiguration } from '../configuration';
import { stackJson } from '../testing/fake-app';
import { among, appsOf, orderOf, reversed, type AppNode } from './app-graph';
import { criticalPath, type AppResult } from './result';
import { inOrder, inRounds } from './schedule';

const node = (name: string, ...dependsOn: string[]): AppNode => ({ name, root: `apps/${name}`, dependsOn });
const apps = [
  node('account'),
  node('network', 'account'),
  node('data', 'account', 'network'),
  node('compute', 'network', 'data'),
  node('delivery', 'compute'),
];

describe('the order of the apps', () => {
  test('comes from the contracts that they read, as in Nx', () => {
    const project = (name: string, tag: string) => ({ name, type: 'app', data: { root: `x/${name}`, tags: [tag] } });
    const edge = (source: string, target: string) => ({ source, target, type: 'static' });
    const graph = {
      nodes: {
        network: project('network', 'type:app'),
        data: project('data', 'type:app'),
        stack: project('stack', 'type:stack'),
      },
      dependencies: { data: [edge('data', 'stack'), edge('data', 'network'), edge('data', 'network')] },
    } as unknown as ProjectGraph;
    expect(appsOf(graph)).toEqual([
      { name: 'network', root: 'x/network', dependsOn: [] },
      { name: 'data', root: 'x/data', dependsOn: ['network'] },
    ]);
  });

  test('is that of the states that they read, if they are synthesized together', () => {
    const app = (name: string, owner: string, upstreams: Record<string, string> = {}) => ({
      root: `apps/${name}`,
      configuration: readConfiguration(stackJson(name, owner, upstreams)),
    });
    const synthesized = new Map([
      ['account', app('account', 'nonproduction')],
      ['compute', app('compute', 'checkout', { network: 'checkout/network.tfstate', host: 'testing/compute.tfstate' })],
      [
        'network',
        app('network', 'checkout', { account: 'nonproduction/account.tfstate', host: 'testing/network.tfstate' }),
      ],
    ]);
    expect(orderOf(synthesized)).toEqual([
      { name: 'account', root: 'apps/account', dependsOn: [] },
      { name: 'compute', root: 'apps/compute', dependsOn: ['network'] },
      { name: 'network', root: 'apps/network', dependsOn: ['account'] },
    ]);
  });

  test('is reversed for a destroy', () => {
    const order = reversed(among(apps, ({ name }) => name !== 'account'));
    expect(Object.fromEntries(order.map(({ name, dependsOn }) => [name, dependsOn]))).toEqual({
      network: ['data', 'compute'],
      data: ['compute'],
      compute: ['delivery'],
      delivery: [],
    });
  });
});

describe('working in order', () => {
  test('begins an app when all its dependencies are done, and runs the others side by side', async () => {
    const log: string[] = [];
    await inOrder([node('a'), node('b'), node('c', 'a', 'b')], async ({ name }) => {
      log.push(`+${name}`);
      await new Promise(setImmediate);
      log.push(`-${name}`);
    });
    expect(log.slice(0, 2)).toEqual(['+a', '+b']);
    expect(log.slice(-2)).toEqual(['+c', '-c']);
  });

  test('stops the dependents of a failure, and completes the rest', async () => {
    const results = await inOrder([node('a'), node('b', 'a'), node('c', 'b'), node('d')], async ({ name }) => {
      if (name === 'a') throw new Error('broken');
      return name;
    });
    expect(results.get('a')).toEqual({ outcome: 'failed', error: new Error('broken') });
    expect(results.get('b')).toEqual({ outcome: 'skipped', because: ['a'] });
    expect(results.get('c')).toEqual({ outcome: 'skipped', because: ['b'] });
    expect(results.get('d')).toEqual({ outcome: 'done', value: 'd' });
  });

  test('begins nothing more after a failure if the whole run is to stop, and completes running apps', async () => {
    const work = async ({ name }: AppNode) => {
      await new Promise(setImmediate);
      if (name === 'a') throw new Error('broken');
      return name;
    };
    const nodes = [node('a'), node('b'), node('c', 'b')];
    const results = await inOrder(nodes, work, { stopsAtFailure: true });
    expect(results.get('b')).toEqual({ outcome: 'done', value: 'b' });
    expect(results.get('c')).toEqual({ outcome: 'skipped', because: ['a'] });
  });

  test('throws when apps depend on each other in a circle, and names it', async () => {
    await expect(inOrder([node('a', 'b'), node('b', 'c'), node('c', 'b')], async () => undefined)).rejects.toThrow(
      "The apps depend on each other in a circle: b -> c -> b. One of them must stop reading the other's contract.",
    );
  });
});

describe('rounds after the turns of all apps', () => {
  const done = { outcome: 'done', value: '' } as const;
  const rounds = async (failing?: string) => {
    const log: string[][] = [];
    // An app has something to do again when those below it had: compute, then data, then network.
    const back = async (names: readonly string[]) =>
      names.filter((name) => name === ['compute', 'data', 'network'][log.length]);
    const round = async (names: readonly string[]) => {
      log.push([...names]);
      const failed = { outcome: 'failed', error: new Error('broken') } as const;
      return new Map(names.map((name) => [name, name === failing ? failed : done]));
    };
    await inRounds(['network', 'data', 'compute'], new Map([['network', done]]), back, round);
    return log;
  };

  test('go on as long as an app has something to do again', async () => {
    expect(await rounds()).toEqual([['compute'], ['data'], ['network']]);
  });

  test('end with a failure, and never begin after one', async () => {
    expect(await rounds('data')).toEqual([['compute'], ['data']]);
    const failed = new Map([['data', { outcome: 'failed', error: new Error('broken') } as const]]);
    const never = () => Promise.reject(new Error('asked'));
    expect(await inRounds(['data'], failed, never, never)).toEqual(new Map());
  });
});

test('the critical path leads from the last app back along the longest waits', () => {
  const result = (app: string, to: number): AppResult => ({
    app,
    outcome: 'done',
    text: '',
    from: 0,
    to,
    phases: [],
    dependsOn: [],
  });
  const results = [
    result('account', 5),
    result('network', 20),
    result('data', 90),
    result('compute', 120),
    result('delivery', 121),
  ];
  expect(criticalPath(results, apps)).toEqual(['account', 'network', 'data', 'compute', 'delivery']);
  expect(criticalPath(results.slice(0, 2), apps)).toEqual(['account', 'network']);
});
