import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { environment, longLivedEnvironments } from '@malinshopper/environments';
import { synthesizeEach } from '@malinshopper/synth';
import {
  deploy,
  deployEnvironment,
  openSession,
  readState,
  type ContextOptions,
  type Planned,
  type Session,
} from '@malinshopper/terraform';
import { chosenTarget } from '@malinshopper/terraform/record';
import { affected } from './affected';
import { chosenGone, destruct } from './gone/destruction';
import type { Row } from './row';
import {
  localAws,
  made,
  SmallRepository,
  smallRepositoryBucket as bucket,
  Watching,
  type SmallApp,
} from '@malinshopper/terraform/testing';

// An embedded AWS of its own, so that the environments of other tests and developers stay untouched.
process.env['EMBEDDED_AWS_PORT'] = '4679';
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const testing = environment('testing');
/** A permanent environment at first. */
const preview = { ...testing, name: 'preview', ref: 'preview' };
const repository = new SmallRepository([...longLivedEnvironments, preview]);
const options: ContextOptions = { root: repository.root, variables };
let session: Session;

const value = (name: string, input: string) => ({ terraform_data: { main: made(`${name}/main`, { input }) } });
const network: SmallApp = { resource: value('network', '1') };
const bucketOf = (id: string, name: string) =>
  made(`network/${id}`, { bucket: `affected-test-${name}-ENVIRONMENT`, force_destroy: true });
/** With two buckets, which embedded AWS keeps: only the tests of these need AWS's provider. */
const withBuckets = (content: string, pictures: string, moved: SmallApp['moved'] = []): SmallApp => ({
  resource: {
    ...network.resource,
    aws_s3_bucket: { [content]: bucketOf(content, 'content'), pictures: bucketOf('pictures', pictures) },
  },
  ...(moved.length > 0 && { moved }),
});
const search: SmallApp = {
  reads: ['network'],
  resource: value('search', '${data.terraform_remote_state.network.outputs.name}'),
};
const page = (input: string, reads: readonly string[]): SmallApp => ({ reads, resource: value('page', input) });

async function rows(): Promise<readonly Row[]> {
  const { root } = repository;
  const apps = repository
    .git('ls-files', 'apps/*/app.json')
    .split('\n')
    .map((file) => dirname(file));
  const stacks = synthesizeEach(['testing'], apps, { root });
  return (await affected({ names: ['testing'], stacks, root, session: async () => session })).rows;
}
const states = async () =>
  Object.fromEntries((await rows()).map(({ key, state }) => [key.replace('.tfstate', ''), state]));
const destroyed = async (names: readonly string[], destroys: boolean) => {
  const said: string[] = [];
  await destruct(chosenGone(await rows(), names), {
    root: repository.root,
    destroys,
    variables,
    target: session.target,
    say: (line) => said.push(line.replace(/[0-9a-f]{7}/, 'COMMIT')),
  });
  return said;
};

beforeAll(async () => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  localAws('start', variables);
  session = await openSession(chosenTarget(variables), testing);
  repository.app('network', network);
  repository.app('search', search);
  repository.app('page', page('${data.terraform_remote_state.search.outputs.name}', ['search']));
  repository.commit();
  for (const app of ['network', 'search', 'page']) await deploy(`apps/${app}`, testing, options);
  await deploy('apps/network', preview, options);
});

afterAll(() => {
  localAws('stop', variables);
  rmSync(repository.root, { recursive: true, force: true });
});

test('an app that was just deployed is unchanged, and a removed environment is gone', async () => {
  expect(await states()).toEqual({
    'testing/network': 'unchanged',
    'testing/page': 'unchanged',
    'testing/search': 'unchanged',
    // The repository still has it, but these tools do not.
    'preview/network': 'gone',
  });
});

test('a deleted app is gone; it is not destroyed while another app reads it, and that app is named', async () => {
  repository.remove('apps/search');
  repository.app('page', page('alone', []));
  repository.environments(longLivedEnvironments);
  repository.commit();
  expect((await rows()).find(({ app }) => app === 'search')).toMatchObject({
    state: 'gone',
    readBy: ['testing/page.tfstate'],
  });
  await expect(destroyed(['search'], true)).rejects.toThrow(
    'testing/search is gone from the repository, but the deployed version of testing/page still reads its outputs. Remove these reads',
  );
});

test('the destruction of a gone app is planned with its last code, and changes nothing', async () => {
  await deploy('apps/page', testing, options);
  const said = await destroyed([], false);
  expect(said.sort()).toEqual([
    'preview/network, with its code of COMMIT:',
    'testing/search, with its code of COMMIT:',
  ]);
  expect(await states()).toMatchObject({
    'testing/page': 'unchanged',
    'testing/search': 'gone',
    'preview/network': 'gone',
  });
});

test('a gone app is destroyed with --destroy, and is no longer listed', async () => {
  await destroyed([], true);
  expect(await states()).toEqual({ 'testing/network': 'unchanged', 'testing/page': 'unchanged' });
});

/** The reason why the plan for the changed buckets was refused. */
let refusal: string | void;

test('a renamed bucket stops the deploy, and the proposed `moved` gives a plan that neither creates nor destroys a resource', async () => {
  repository.app('network', withBuckets('old', 'pictures'));
  await deploy('apps/network', testing, options);
  // The only refused plan also serves the next test's bucket.
  repository.app('network', withBuckets('next', 'photos'));
  const [found] = (await rows()).filter(({ app }) => app === 'network');
  expect(found?.renamed).toEqual([
    {
      from: 'aws_s3_bucket.old',
      to: 'aws_s3_bucket.next',
      path: 'network/next',
      call: "moveFromId('aws_s3_bucket.old')",
    },
  ]);
  refusal = await deploy('apps/network', testing, options).catch(String);
  expect(refusal).toContain(".moveFromId('aws_s3_bucket.old')");
  expect((await rows()).find(({ app }) => app === 'network')?.state).toBe('failed');

  const { from, to } = found!.renamed![0]!;
  repository.app('network', withBuckets('next', 'pictures', [{ from, to }]));
  const planned: Planned[] = [];
  const watching = new Watching({
    event: (_app, event) => {
      if (event.kind === 'planned') planned.push(event);
    },
  });
  const projects = ['apps/network'];
  const { ok } = await deployEnvironment('testing', { ...options, projects, reporter: async () => watching });
  expect([ok, planned]).toEqual([true, [expect.objectContaining({ address: 'aws_s3_bucket.next', action: 'move' })]]);
  const state = await readState(session.s3, { bucket, key: 'testing/network.tfstate' });
  expect(state?.managed).toEqual(['aws_s3_bucket.next', 'aws_s3_bucket.pictures', 'terraform_data.main']);
  expect(await states()).toMatchObject({ 'testing/network': 'unchanged' });
});

test('a bucket that another name replaces is replaced only after a confirmation', async () => {
  expect(refusal).toContain('network/pictures) would be replaced, because of bucket');
  repository.app('network', withBuckets('next', 'photos'));
  await deploy('apps/network', testing, { ...options, recreate: ['aws_s3_bucket.pictures'] });
  expect(await states()).toMatchObject({ 'testing/network': 'unchanged' });
});
