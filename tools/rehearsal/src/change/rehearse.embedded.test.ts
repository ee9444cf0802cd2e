import { rmSync } from 'node:fs';
import { snapshots, removeSnapshot, embeddedAwsStatus } from '@malinshopper/local-aws';
import { PlainReporter } from '@malinshopper/terraform';
import { made, SmallRepository, type SmallApp } from '@malinshopper/terraform/testing';
import { inOneLine, isWell, type Rehearsed } from './outcome';
import { rehearse } from './rehearse';

// This file uses a separate embedded AWS, so that it does not change the embedded AWS of other tests and users.
const port = '4696';
process.env['EMBEDDED_AWS_PORT'] = port;
process.env['EMBEDDED_AWS'] = 'on';
const repository = new SmallRepository();
const { root } = repository;
const value = (app: string, input: string, more: object = {}) => ({ main: made(`${app}/main`, { input, ...more }) });
const network: SmallApp = { resource: { terraform_data: value('network', '1') } };
const search: SmallApp = {
  reads: ['network'],
  resource: { terraform_data: value('search', '${data.terraform_remote_state.network.outputs.name}') },
};
const failing: SmallApp = {
  resource: {
    terraform_data: {
      ...value('network', '2'),
      broken: made('network/broken', { provisioner: [{ 'local-exec': { command: 'echo AWS refuses >&2; exit 1' } }] }),
    },
  },
};

const said: string[] = [];
function rehearsed(): Promise<Rehearsed> {
  said.length = 0;
  const reporter = async () => new PlainReporter(() => undefined);
  return rehearse('testing', { base: 'main', root, reporter, say: (line) => said.push(line) });
}

beforeAll(async () => {
  repository.app('network', network);
  repository.app('search', search);
  repository.commit();
  repository.git('checkout', '--quiet', '-b', 'change');
});
beforeEach(() => {
  repository.app('network', network);
  repository.app('search', search);
});
afterEach(async () => expect((await embeddedAwsStatus()).running).toBe(false));
afterAll(async () => {
  // Of its own port alone: other tests save theirs into the same folder meanwhile.
  const own = (await snapshots()).filter(({ manifest }) => manifest?.port === Number(port));
  expect(own).not.toEqual([]);
  for (const { name } of own) await removeSnapshot(name);
  rmSync(root, { recursive: true, force: true });
});

test('a change without any effect on the environment rehearses nothing', async () => {
  repository.write('apps/network/README.md', 'A comment');
  const outcome = await rehearsed();
  expect(inOneLine(outcome)).toBe('nothing to rehearse: the change touches no app of the environment');
  expect(said).toEqual([]);
});

test('a change is applied to the deployment of its base, converges, and can be rolled back', async () => {
  repository.app('network', { resource: { terraform_data: value('network', '2') } });
  const outcome = await rehearsed();
  expect(outcome).toMatchObject({
    environment: 'testing',
    from: 'deploy',
    lost: [],
    back: { errors: [], madeAnew: [] },
  });
  expect(outcome.apps).toEqual([expect.objectContaining({ app: 'network', kind: 'changed', ok: true })]);
  expect(inOneLine(outcome)).toMatch(/^rehearsed: applied in \d+ s, converged, rollback tried$/);
  expect(isWell(outcome)).toBe(true);
});

test('the next rehearsal from the same base begins from a snapshot, and reports the resources that its rollback creates again', async () => {
  repository.app('network', { resource: { terraform_data: value('network', '1', { triggers_replace: ['2'] }) } });
  const outcome = await rehearsed();
  expect(outcome).toMatchObject({ from: 'snapshot', lost: [], back: { errors: [] } });
  expect(outcome.back?.madeAnew).toEqual(['network: terraform_data.main']);
  expect(inOneLine(outcome)).toMatch(/the rollback creates 1 resource again$/);
  expect(said.join()).not.toContain('Deploying the base');
});

test('a change that cannot be applied fails, with the error, and the apps that read it are not begun', async () => {
  repository.app('network', failing);
  const outcome = await rehearsed();
  expect(outcome.apps.map(({ app, ok }) => [app, ok])).toEqual([
    ['network', false],
    ['search', false],
  ]);
  expect(outcome.apps[0]?.text).toContain('AWS refuses');
  expect(inOneLine(outcome)).toBe('rehearsed: FAILED in network, search, rollback tried');
  expect([isWell(outcome), outcome.back]).toEqual([false, { errors: [], madeAnew: [] }]);
});

test('an app that the change adds is deployed, one that it removes is destroyed, and the rollback restores both', async () => {
  repository.remove('apps/search');
  repository.app('mails', { resource: { terraform_data: value('mails', '1') } });
  const outcome = await rehearsed();
  expect(outcome.apps.map(({ app, kind, ok }) => [app, kind, ok])).toEqual([
    ['mails', 'new', true],
    ['search', 'gone', true],
  ]);
  expect(outcome.back).toEqual({ errors: [], madeAnew: ['search: terraform_data.main'] });
  repository.remove('apps/mails');
});

test('a base that cannot be deployed is distinguished from a change that cannot', async () => {
  repository.git('checkout', '--quiet', '--force', 'main');
  repository.app('network', failing);
  repository.commit();
  repository.git('checkout', '--quiet', '-B', 'change');
  repository.app('network', network);
  await expect(rehearsed()).rejects.toThrow(
    /^The base \([0-9a-f]{7}\) of the change cannot be deployed to testing[^]*AWS refuses[^]*--base <commit>\.$/,
  );
});

test('the environment of a branch is refused: no base has it', async () => {
  const reporter = async () => new PlainReporter(() => undefined);
  const refused = rehearse('feature/checkout', { base: 'main', root, reporter, say: () => undefined });
  await expect(refused).rejects.toThrow('feature/checkout is a branch, and its environment has no base to begin from.');
});
