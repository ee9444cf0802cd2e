import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStacks, recorded } from '@malinshopper/terraform/record';
import { fakeApp, fakeS3, fakeSession, stackJson, stateJson } from '@malinshopper/terraform/testing';
import { affected } from './affected';

const root = mkdtempSync(join(tmpdir(), 'affected-'));
writeFileSync(join(root, '.terraform.lock.hcl'), 'lock 1');

const reading = (app: string, ...upstreams: readonly string[]) => {
  const reads = Object.fromEntries(upstreams.map((name) => [name, `testing/${name}.tfstate`]));
  const outputs = Object.fromEntries(
    upstreams.map((name) => [name, { value: `\${data.terraform_remote_state.${name}.outputs.id}` }]),
  );
  return JSON.stringify({ ...(JSON.parse(stackJson(app, 'testing', reads)) as object), output: outputs });
};
/** delivery reads compute, compute reads network. */
const stacks = () =>
  new Map([
    ['network', reading('network')],
    ['compute', reading('compute', 'network')],
    ['delivery', reading('delivery', 'compute')],
  ]);

/** The three apps after a deploy to testing. */
async function deployed() {
  const objects = new Map([...stacks()].map(([app]) => [`testing/${app}.tfstate`, stateJson(['aws_vpc.main'])]));
  const session = fakeSession(fakeS3(objects).client);
  for (const { json } of readStacks(stacks()).values()) {
    const app = fakeApp(session, { json });
    await recorded({ ...app, context: { ...app.context, root } }, 'deploy', async () => 'deployed');
  }
  const ask = async (made = stacks()) => {
    const all = Promise.resolve(new Map([['testing', made]]));
    return (await affected({ names: ['testing'], stacks: all, root, session: async () => session })).rows;
  };
  return { objects, session, ask };
}
type World = Awaited<ReturnType<typeof deployed>>;

const change = (objects: Map<string, string>, key: string, changes: object) =>
  objects.set(key, JSON.stringify({ ...(JSON.parse(objects.get(key)!) as object), ...changes }));
const of = (rows: Awaited<ReturnType<World['ask']>>, app: string) => rows.find((row) => row.app === app);

test('an app is unchanged since its deploy, with the time of that deploy', async () => {
  const { ask } = await deployed();
  const rows = await ask();
  expect(rows.map(({ state }) => state)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  expect(rows[0]).toMatchObject({
    environment: 'testing',
    key: 'testing/network.tfstate',
    since: expect.any(String) as string,
  });
});

test('an app has changed, with the changed files, and its readers are checked again after it', async () => {
  const { ask } = await deployed();
  const other = stacks().set('network', reading('network').replace('"main"', '"core"'));
  const rows = await ask(other);
  expect(of(rows, 'network')).toMatchObject({
    state: 'changed',
    because: 'its JSON has changed',
    renamed: [
      { from: 'aws_vpc.main', to: 'aws_vpc.core', path: 'network/network/vpc', call: "moveFromId('aws_vpc.main')" },
    ],
  });
  expect(of(rows, 'compute')).toMatchObject({ state: 'unchanged', after: ['network'] });
  // Compute itself is unchanged, but an app that it depends on may change its outputs.
  expect(of(rows, 'delivery')).toMatchObject({ state: 'unchanged', after: ['compute'] });
});

test('an app is affected only by an upstream output, which is named', async () => {
  const { ask, objects } = await deployed();
  change(objects, 'testing/network.tfstate', { serial: 2, outputs: { id: { value: 2 } } });
  expect(of(await ask(), 'compute')).toMatchObject({
    state: 'upstream',
    outputs: { 'testing/network.tfstate': ['id'] },
    because: 'testing/network.tfstate has changed: id',
  });
});

test.each([
  ['running', 'failed'],
  ['failed', 'failed'],
  ['destroyed', 'never'],
])('an app with its last run recorded as %s is reported as: %s', async (outcome, state) => {
  const { ask, objects } = await deployed();
  change(objects, 'testing/network.record.json', { outcome });
  expect(of(await ask(), 'network')).toMatchObject({ state, because: `its last run is recorded as ${outcome}` });
});

describe('an app or environment that the repository no longer has', () => {
  const withoutDelivery = () => {
    const made = stacks();
    made.delete('delivery');
    return made;
  };

  test('is gone while it has a state, with the commit and the apps that still read it', async () => {
    const { ask, objects } = await deployed();
    objects.set('testing/search.tfstate', stateJson(['aws_vpc.main'], ['testing/delivery.tfstate']));
    const rows = await ask(withoutDelivery());
    // Both are gone: an app that is also gone does not keep it.
    expect(rows.filter(({ state }) => state === 'gone').map(({ app, readBy }) => [app, readBy])).toEqual([
      ['delivery', []],
      ['search', []],
    ]);
    objects.set('testing/network.tfstate', stateJson(['aws_vpc.main'], ['testing/delivery.tfstate']));
    expect(of(await ask(withoutDelivery()), 'delivery')).toMatchObject({
      because: 'its app is not in the repository any more',
      readBy: ['testing/network.tfstate'],
    });
  });

  test('may be an environment, but neither that of a branch, nor one that was not named', async () => {
    const { ask, objects } = await deployed();
    for (const owner of ['preview', 'checkout-1a2b3', 'staging', 'nonproduction']) {
      objects.set(`${owner}/network.tfstate`, stateJson(['aws_vpc.main']));
    }
    const gone = (await ask()).filter(({ state }) => state === 'gone');
    expect(gone.map(({ key, because }) => [key, because])).toEqual([
      ['preview/network.tfstate', 'its environment is not in the repository any more'],
    ]);
  });

  test('looks like an app that was never deployed and creates the same resources', async () => {
    const { ask } = await deployed();
    const renamed = withoutDelivery().set('rollout', reading('rollout', 'compute'));
    const rows = await ask(renamed);
    expect(of(rows, 'rollout')?.state).toBe('never');
    expect(of(rows, 'delivery')).toMatchObject({ state: 'gone', looksLike: 'rollout' });
  });
});

test('throws without access to an account, and recommends a commit in place of the records', async () => {
  const variables = { ...process.env };
  process.env['EMBEDDED_AWS'] = 'on';
  process.env['EMBEDDED_AWS_PORT'] = '1';
  try {
    const all = Promise.resolve(new Map([['testing', stacks()]]));
    await expect(affected({ names: ['testing'], stacks: all, root })).rejects.toThrow(
      /is not running on .*\nName only environments .*; without any, a commit can stand in for the records: npm run affected -- testing --base main$/,
    );
  } finally {
    process.env = variables;
  }
});
