import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { parseLease } from './lease';
import { endRun, leased, takeLeases, type Purpose } from './leased';

const state = { bucket: 'states', key: 'testing/network.tfstate', region: 'eu-west-1' };
let objects: Map<string, string>;
let session: Purpose['session'];
const purpose = (...owners: string[]): Purpose => ({
  session,
  state,
  owners,
  operation: 'deploy',
  root: mkdtempSync(join(tmpdir(), 'leased-')),
});
const leaseOf = (owner: string) => parseLease(objects.get(`leases/${owner}.json`) ?? '', owner);

beforeEach(() => {
  objects = new Map();
  session = fakeSession(fakeS3(objects).client, 'aws');
});

test('the work holds the lease of each owner, and releases all of them, also when it fails', async () => {
  const seen = await leased(purpose('testing', 'nonproduction'), {}, async ({ assertHeld }) => {
    await assertHeld();
    return ['testing', 'nonproduction'].map((owner) => leaseOf(owner).seconds);
  });
  expect(seen).toEqual([120, 120]);
  const failing = leased(purpose('testing'), {}, () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(['testing', 'nonproduction'].map((owner) => leaseOf(owner).seconds)).toEqual([0, 0]);
});

test('if one of several is taken, those before it are released', async () => {
  const first = await takeLeases(purpose('nonproduction'));
  await expect(takeLeases(purpose('testing', 'nonproduction'))).rejects.toThrow('nonproduction is taken');
  expect(leaseOf('testing').seconds).toBe(0);
  expect(leaseOf('nonproduction').seconds).toBe(120);
  await first.release();
});

test('a job keeps the leases of its run for the next one, and the end of the run releases them', async () => {
  await leased(purpose('testing'), { run: '4711' }, async () => undefined);
  expect(leaseOf('testing')).toMatchObject({ run: '4711', seconds: 900 });
  await endRun(session, { bucket: 'states', owner: 'testing' }, '4712');
  expect(leaseOf('testing').seconds).toBe(900);
  await endRun(session, { bucket: 'states', owner: 'testing' }, '4711');
  expect(leaseOf('testing')).toMatchObject({ run: '4711', seconds: 0 });
});

test('a run without leases has nothing to release', async () => {
  await expect(endRun(session, { bucket: 'states', owner: 'testing' }, '4711')).resolves.toBeUndefined();
  expect(objects.size).toBe(0);
});

test('leases are renewed while they are held', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'performance'] });
  try {
    const leases = await takeLeases(purpose('testing'));
    const { token } = leaseOf('testing');
    await jest.advanceTimersByTimeAsync(30_000);
    expect(leaseOf('testing').token).not.toBe(token);
    await leases.release();
    const released = leaseOf('testing').token;
    await jest.advanceTimersByTimeAsync(90_000);
    expect(leaseOf('testing').token).toBe(released);
  } finally {
    jest.useRealTimers();
  }
});
