import { setTimeout as delay } from 'node:timers/promises';
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
import { readObject } from '../state/objects';
import { openSession, type Session } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { localAws } from '../testing/local-aws';
import { leaseStore, type LeaseStore } from './lease-store';
import { takeLease, type Claimant } from './take';

process.env['EMBEDDED_AWS_PORT'] = '4682';
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const bucket = 'lease-test-states';
let session: Session;
let store: LeaseStore;

/** As on the real AWS: processes prove nothing. */
const claimant = (run: string): Claimant => ({
  owner: 'testing',
  run,
  operation: 'deploy',
  commit: { id: 'c62695512345', clean: true },
  who: session.identity.arn,
  isLocal: false,
});

/** Adds one to a number in an object, as Terraform does with the serial of a state: without a lease, one of two concurrent updates is lost. */
async function count(): Promise<void> {
  const Key = 'testing/serial';
  const before = Number((await readObject(session.s3, { bucket, key: Key })) ?? 0);
  await session.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: String(before + 1) }));
}

beforeAll(async () => {
  localAws('start', variables);
  session = await openSession(chosenTarget(variables), environment('testing'));
  await session.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await session.s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  store = leaseStore(session.s3, { bucket, owner: 'testing' });
});
afterAll(() => localAws('stop', variables));

test('of two at once one wins, the other is refused with its name and then waits for it: 100 tries, and no update is lost', async () => {
  const clock = { now: () => performance.now(), pause: () => delay(5) };
  for (let tried = 0; tried < 100; tried += 1) {
    const runs = [`${tried}-a`, `${tried}-b`];
    const at = await Promise.allSettled(runs.map((run) => takeLease(store, claimant(run))));
    const [winner] = at.flatMap((one, index) => (one.status === 'fulfilled' ? [{ held: one.value, index }] : []));
    const refused = at.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(refused).toEqual([expect.stringContaining(`(run ${runs[winner!.index]})`)]);
    const waiting = takeLease(store, claimant(runs[1 - winner!.index]!), { waitMs: 60_000, clock });
    await count();
    await winner!.held.release();
    const next = await waiting;
    await count();
    await next.release();
  }
  await expect(readObject(session.s3, { bucket, key: 'testing/serial' })).resolves.toBe('200');
});

test('the lease of a killed holder is free after its time, by the clock of S3', async () => {
  await takeLease(store, claimant('killed'));
  const { lease, etag } = (await store.read())!;
  // Two seconds instead of two minutes; then it is not renewed.
  await store.write({ ...lease, seconds: 2 }, etag);
  await expect(takeLease(store, claimant('next'))).rejects.toThrow(/^testing is taken: .*\(run killed\)/);
  await delay(5_100);
  await takeLease(store, claimant('next'));
  expect((await store.read())?.lease.run).toBe('next');
});
