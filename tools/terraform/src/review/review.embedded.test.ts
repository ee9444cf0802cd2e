import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { environment, reviewKeyAlias, type Environment } from '@malinshopper/environments';
import { NotesReporter } from '../progress/reporter';
import { deployEnvironment } from '../environment-run/deploy-environment';
import { planEnvironment } from '../preview/plan-environment';
import { readRecordOf } from '../record/deployment-record';
import { openSession, type Session } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { localAws } from '../testing/local-aws';
import { made, SmallRepository, smallRepositoryBucket, type SmallApp } from '../testing/small-repository';
import { accountKey } from './account-key';
import { keepReviews, reviewInBucket } from './bucket';
import { reviewKey } from './key';
import { planForReview } from './plan-for-review';
import { statePositions } from './positions';
import { readReviewed } from './reviewed';
import { reviewFiles, reviewOf, writeReview } from './write-review';

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

/** Plans the repository in its present state, and writes the review. */
async function reviewed(): Promise<ReturnType<typeof readReviewed>> {
  const plans = await planEnvironment(testing.ref, { root, variables });
  // The lines of constructs come from the real synthesis program.
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

test('an environment that does not exist yet is reviewed as a whole, and deployed like that', async () => {
  const review = await reviewed();
  expect(review.apps.map(({ provenance }) => provenance.upstream)).toEqual([{}, { 'testing/network': 'planned' }]);
  expect(await deployed({ reviewed: review })).toEqual({ network: '1 change applied', data: '1 change applied' });
});

test('a plan with other changes than the reviewed ones is refused, and nothing is touched', async () => {
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

test('a review of a state that was written since is refused', async () => {
  repository.app('network', value('network', '4'));
  const review = await reviewed();
  repository.app('network', value('network', '5'));
  await deployed({});
  repository.app('network', value('network', '4'));
  const done = await deployed({ reviewed: review });
  expect(done['network']).toMatch(/- state: its own state was serial \d+ at the review, and is serial \d+/);
});

describe('reviews of CI, in the state bucket', () => {
  const state = { bucket: smallRepositoryBucket, key: 'testing/network.tfstate', region: 'eu-west-1' };
  let session: Session;
  beforeAll(async () => {
    session = await openSession(chosenTarget(variables), testing);
    // The account app makes it.
    const kms = new KMSClient(session.clients);
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
    );
    await kms.send(new CreateAliasCommand({ AliasName: reviewKeyAlias, TargetKeyId: KeyMetadata!.KeyId! }));
  });
  /** Plans the repository in its present state, and keeps the review. */
  const kept = async () => {
    const input = await reviewOf(await planEnvironment(testing.ref, { root, variables }), {
      ...{ root, key: await accountKey(session), refs: new Map() },
    });
    return keepReviews(session.s3, state.bucket, input.apps);
  };
  const record = () => readRecordOf(session.s3, state);

  test('a deploy without one is refused, and a deploy with one is bound to it', async () => {
    repository.app('network', value('network', '6'));
    const refused = await deployed({ reviewed: reviewInBucket });
    expect(refused['network']).toMatch(/^There is no review of network as it would be deployed to testing/);
    await kept();
    expect(await deployed({ reviewed: reviewInBucket })).toMatchObject({ network: '1 change applied' });
    await expect(record()).resolves.toMatchObject({ outcome: 'deployed', review: expect.any(String) });
  });

  test('an environment that cannot be planned is missing among the expected ones, with the reason', async () => {
    repository.write('apps/network/app.json', '{');
    const failures: string[] = [];
    const onFailure = ({ name }: Environment, { message }: Error) => void failures.push(`${name}: ${message}`);
    const input = await planForReview([testing], { root, variables, onFailure });
    expect(input).toMatchObject({ apps: [], expected: ['testing/data', 'testing/network'] });
    expect(failures).toEqual([expect.stringMatching(/^testing: ./)]);
  });

  test('the position of each state is reported by its app', async () => {
    repository.app('network', value('network', '6'));
    const positions = await statePositions([testing], { root, variables });
    const { state: at } = (await record())!;
    expect(positions['testing/network']).toEqual({ lineage: at!.lineage, serial: at!.serial });
  });

  test('a secret is compared by its digest: the one that was reviewed is deployed, and another one is refused', async () => {
    const secret = (word: string) => {
      const input = `\${sensitive(file("${root}/secret"))}`;
      writeFileSync(join(root, 'secret'), word);
      repository.app('network', { resource: { terraform_data: { main: made('network/main', { input }) } } });
    };
    secret('correct horse');
    await kept();
    secret('battery staple');
    expect((await deployed({ reviewed: reviewInBucket }))['network']).toMatch(/- value: terraform_data\.main/);
    secret('correct horse');
    expect(await deployed({ reviewed: reviewInBucket })).toMatchObject({ network: '1 change applied' });
  });

  test('a resource that a deploy has left half made is made again after another review only', async () => {
    const two = (command: string): SmallApp => ({
      resource: {
        terraform_data: {
          main: made('network/main', { input: '7' }),
          second: made('network/second', {
            depends_on: ['terraform_data.main'],
            provisioner: [{ 'local-exec': { command } }],
          }),
        },
      },
    });
    repository.app('network', two(`test -e ${root}/lets`));
    await kept();
    expect((await deployed({ reviewed: reviewInBucket }))['network']).toMatch(/local-exec/);
    await expect(record()).resolves.toMatchObject({ outcome: 'failed', review: expect.any(String) });
    writeFileSync(join(root, 'lets'), '');
    // The begun resource is tainted: to make it again is more than was reviewed.
    expect((await deployed({ reviewed: reviewInBucket }))['network']).toMatch(/^The plan of network is not what/);
  });
});

test('the comment and the page have the same content, and no file contains a secret', async () => {
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
