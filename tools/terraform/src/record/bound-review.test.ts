import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp, stateJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { readRecordOf, type DeploymentRecord } from './deployment-record';
import { recorded, type Progress } from './recorded';

const place = { bucket: 'states', key: 'testing/network.tfstate' };
const [first, second] = ['a'.repeat(64), 'b'.repeat(64)] as [string, string];
const fails = () => Promise.reject(new Error('no more addresses'));

/** Returns an app that several runs deploy in sequence. */
function world() {
  const objects = new Map([[place.key, stateJson(['aws_vpc.main'])]]);
  const app = fakeApp(fakeSession(fakeS3(objects).client));
  writeFileSync(join(app.context.root, '.terraform.lock.hcl'), '');
  const record = () => readRecordOf(app.context.session.s3, place);
  /** Runs a deploy, and returns what its record contains about the run before. */
  const run = async (work: (progress: Progress) => Promise<unknown> = async () => undefined, isBound = true) => {
    let heard: string | undefined;
    await recorded(
      app,
      'deploy',
      async (progress) => {
        heard = progress.unfinished;
        await work(progress);
        return 'done';
      },
      { isBound },
    ).catch(() => undefined);
    return heard;
  };
  const failing = (review: string) => run((progress) => progress.bindTo(review).then(fails));
  const writeState = () => objects.set(place.key, stateJson(['aws_vpc.main', 'aws_subnet.one']));
  return { objects, record, run, failing, writeState };
}

test('the review that a run is bound to is in its record before it changes anything, and afterwards', async () => {
  const { record, run } = world();
  let during: DeploymentRecord | undefined;
  await run(async ({ bindTo }) => {
    await bindTo(first);
    during = await record();
  });
  expect(during).toMatchObject({ outcome: 'running', review: first });
  await expect(record()).resolves.toMatchObject({ outcome: 'deployed', review: first });
});

test('a run gets the review of a failed run before it, also after one that was refused between', async () => {
  const { run, failing } = world();
  await failing(first);
  await expect(run(fails)).resolves.toBe(first);
  await expect(failing(second)).resolves.toBe(first);
  await expect(run(fails)).resolves.toBe(second);
});

test('a run gets the review of a killed run before it, whatever has happened to the state since', async () => {
  const { objects, record, run, failing, writeState } = world();
  await failing(first);
  const killed = JSON.stringify({ ...(await record()), outcome: 'running' });
  objects.set('testing/network.record.json', killed);
  writeState();
  await expect(run()).resolves.toBe(first);
});

test.each<[string, (of: ReturnType<typeof world>) => unknown]>([
  ['has ended well', ({ run }) => run(({ bindTo }) => bindTo(first))],
  ['was bound to no review', ({ run }) => run(fails)],
  ['has failed, and its state was written since', ({ failing, writeState }) => failing(first).then(writeState)],
  [
    'has failed, and was followed by one without a review',
    ({ failing, run }) => failing(first).then(() => run(fails, false)),
  ],
])('a run gets no review if the one before %s', async (_, before) => {
  const of = world();
  await before(of);
  await expect(of.run()).resolves.toBeUndefined();
});
