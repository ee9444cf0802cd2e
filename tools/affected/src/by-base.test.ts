import { dirname } from 'node:path';
import { rmSync } from 'node:fs';
import { longLivedEnvironments } from '@malinshopper/environments';
import { synthesizeEach } from '@malinshopper/synth';
import { affected } from './affected';
import { SmallRepository, type SmallApp } from '@malinshopper/terraform/testing';

const app = (value: string, reads: readonly string[] = [], name = 'main'): SmallApp => ({
  reads,
  resource: { aws_ssm_parameter: { [name]: { name: '/ENVIRONMENT/a', type: 'String', value } } },
});
const preview = { ...longLivedEnvironments[2]!, name: 'preview', ref: 'preview' };

let repository: SmallRepository;
beforeEach(() => {
  repository = new SmallRepository([...longLivedEnvironments, preview]);
  repository.app('network', app('1'));
  repository.app('data', app('1', ['network']));
  repository.app('search', app('2'));
  repository.commit();
  repository.git('checkout', '--quiet', '-b', 'change');
});
afterEach(() => rmSync(repository.root, { recursive: true, force: true }));

async function rows(names: readonly string[]) {
  const { root } = repository;
  const apps = repository.git('ls-files', '--cached', '--others', '--exclude-standard', 'apps/*/app.json').split('\n');
  const stacks = synthesizeEach(
    names,
    apps.map((file) => dirname(file)),
    { root },
  );
  const found = await affected({ names, stacks, root, base: 'main' });
  return Object.fromEntries(found.rows.map((row) => [row.key.replace('.tfstate', ''), row]));
}

test('without a change nothing is affected, and no outputs are claimed that only records contain', async () => {
  repository.environments([...longLivedEnvironments, preview]);
  expect(await rows(['staging'])).toMatchObject({
    'staging/network': { state: 'unchanged' },
    'staging/data': { state: 'unchanged' },
    'staging/search': { state: 'unchanged' },
  });
});

test('changed, new and gone apps since the base are reported, with the files', async () => {
  repository.app('network', app('3'));
  repository.app('mails', app('4'));
  repository.git('rm', '--quiet', '-r', 'apps/search');
  const found = await rows(['testing']);
  expect(found['testing/network']).toMatchObject({
    state: 'changed',
    difference: { changed: ['aws_ssm_parameter.main'] },
    files: ['apps/network/app.json'],
  });
  expect(found['testing/data']).toMatchObject({ state: 'unchanged', after: ['network'] });
  expect(found['testing/mails']).toMatchObject({
    state: 'never',
    because: expect.stringMatching(/^it is not in [0-9a-f]{7}$/) as string,
  });
  expect(found['testing/search']).toMatchObject({
    state: 'gone',
    because: 'its app is not in the repository any more',
  });
  // These tools have no such environment.
  expect(found['preview/search']).toMatchObject({
    state: 'gone',
    because: 'its environment is not in the repository any more',
  });
});

test('an app in another folder looks like the one that is gone, and a renamed construct is detected', async () => {
  repository.git('mv', 'apps/search', 'apps/find');
  repository.app('data', app('1', ['network'], 'other'));
  const found = await rows(['testing']);
  expect(found['testing/search']).toMatchObject({ state: 'gone', looksLike: 'find' });
  expect(found['testing/data']?.renamed).toMatchObject([
    { from: 'aws_ssm_parameter.main', to: 'aws_ssm_parameter.other' },
  ]);
});

test('throws for the environment of a branch, which no other commit has', async () => {
  const { root } = repository;
  const stacks = Promise.resolve(new Map());
  await expect(affected({ names: ['feature/checkout'], stacks, root, base: 'main' })).rejects.toThrow(
    'feature/checkout is the environment of a branch, and --base compares only permanent environments',
  );
});
