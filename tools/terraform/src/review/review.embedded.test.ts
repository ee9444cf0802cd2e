import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { NotesReporter } from '../progress/reporter';
import { deployEnvironment } from '../environment-run/deploy-environment';
import { planEnvironment } from '../preview/plan-environment';
import { localAws } from '../testing/local-aws';
import { made, SmallRepository, type SmallApp } from '../testing/small-repository';
import { reviewKey } from './key';
import { readReviewed } from './reviewed';
import { reviewFiles, writeReview } from './write-review';

process.env['EMBEDDED_AWS_PORT'] = '4697';
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const repository = new SmallRepository();
const { root } = repository;
const folder = mkdtempSync(join(tmpdir(), 'review-'));
const testing = environment('testing');
const value = (app: string, input: string): SmallApp => ({
  resource: { terraform_data: { main: made(`${app}/main`, { input }) } },
});
const reader: SmallApp = {
  reads: ['network'],
  ...value('data', '${data.terraform_remote_state.network.outputs.name}'),
};

/** Plans as the repository is, and writes the review of it. */
async function reviewed(): Promise<ReturnType<typeof readReviewed>> {
  const plans = await planEnvironment(testing.ref, { root, variables });
  // The lines of constructs are of the real synthesis program.
  const isWhole = await writeReview(folder, plans, { root, key: reviewKey(root), refs: new Map() });
  expect(isWhole).toBe(true);
  return readReviewed(join(folder, reviewFiles.record), root);
}
const deployed = async (options: Parameters<typeof deployEnvironment>[1]) => {
  const reporter = async () => new NotesReporter(() => undefined);
  const { apps } = await deployEnvironment(testing.ref, { root, variables, reporter, ...options });
  return Object.fromEntries(apps.map(({ app, error, text }) => [app, error ?? text]));
};

beforeAll(() => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  repository.app('network', value('network', '1'));
  repository.app('data', reader);
  repository.commit();
  localAws('start', variables);
});
afterAll(() => {
  localAws('stop', variables);
  for (const one of [root, folder]) rmSync(one, { recursive: true, force: true });
});

test('an environment that does not exist yet is reviewed as a whole, and deployed just so', async () => {
  const review = await reviewed();
  expect(review.apps.map(({ provenance }) => provenance.upstream)).toEqual([{}, { 'testing/network': 'planned' }]);
  expect(await deployed({ reviewed: review })).toEqual({ network: '1 change applied', data: '1 change applied' });
});

test('a plan that would do anything else than was reviewed is refused, and nothing is touched', async () => {
  repository.app('network', value('network', '2'));
  const review = await reviewed();
  repository.app('network', value('network', '3'));
  const done = await deployed({ reviewed: review });
  expect(done['network']).toMatch(
    /is not what was reviewed; nothing was touched:\n- code: .*\n- value: terraform_data\.main/,
  );
  repository.app('network', value('network', '2'));
  expect(await deployed({ reviewed: review })).toMatchObject({ network: '1 change applied' });
});

test('a review of a state that has moved on since is refused', async () => {
  repository.app('network', value('network', '4'));
  const review = await reviewed();
  repository.app('network', value('network', '5'));
  await deployed({});
  repository.app('network', value('network', '4'));
  const done = await deployed({ reviewed: review });
  expect(done['network']).toMatch(/- state: its own state was serial \d+ .* at the review, and is serial \d+/);
});

test('the comment and the page tell the same, and none of the files a secret', async () => {
  repository.app('network', {
    resource: { terraform_data: { main: made('network/main', { input: '${sensitive("hunter2-hunter2")}' }) } },
  });
  await reviewed();
  const texts = Object.values(reviewFiles).map((name) => readFileSync(join(folder, name), 'utf8'));
  for (const text of texts) {
    expect(text).toContain('terraform_data.main');
    expect(text).not.toContain('hunter2');
  }
  writeFileSync(join(folder, reviewFiles.record), '{"format": 2}');
  expect(() => readReviewed(join(folder, reviewFiles.record), root)).toThrow('has the format 2');
});
