import { ciSessionSeconds } from '@malinshopper/environments';
import { lockJson, fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { check, type CheckOptions } from './checks';

const [key, recordKey] = ['testing/network.tfstate.tflock', 'testing/network.record.json'];
const sessionOf = (role: string) => `arn:aws:sts::444455556666:assumed-role/${role}/github-4711-1`;
const begun = new Date('2026-11-30T14:03:10Z');
const running = {
  ...{ format: 1, outcome: 'running', json: 'a'.repeat(64), lockFile: 'b'.repeat(64), outputs: {}, reads: {} },
  ...{ versions: { terraform: '1.11.4', provider: '5.100.0' }, milliseconds: 0, at: begun.toISOString() },
  ...{ who: sessionOf('network-deploy'), machine: 'runner@runnervm1' },
};

/** An app on the real AWS with the lock of another machine, which was written some time ago. */
function locked(minutes: number, record: object = running, created = new Date(begun.getTime() + 4_000)) {
  const objects = new Map([
    [key, lockJson(created, 'runner@runnervm1')],
    [recordKey, JSON.stringify(record)],
  ]);
  const s3 = fakeS3(objects, undefined, new Map([[key, minutes * 60_000]]));
  const app = fakeApp(fakeSession(s3.client, 'aws'));
  return { app, checked: (options?: CheckOptions) => check(app, options), isLocked: () => objects.has(key) };
}

describe('the lock of a job of CI that another machine has run', () => {
  const late = ciSessionSeconds / 60 + 6;

  test('is released by the next deploy when the job’s session has ended, with a note', async () => {
    const { app, checked, isLocked } = locked(late);
    await checked();
    expect(isLocked()).toBe(false);
    expect(app.told.join()).toMatch(
      /released the lock of a job that is over: the session of \S+network-deploy\/github-4711-1 has ended \(locked by runner@runnervm1/,
    );
  });

  test('throws while the session may be valid, with the time of the automatic release and the command that releases it now', async () => {
    const { checked, isLocked } = locked(20);
    await expect(checked()).rejects.toThrow(
      /Nothing was touched\. A job of CI holds it \(\S+github-4711-1\)\. Its session ends in 45m: from then on a deploy releases the lock by itself\. Wait for it; if that run is gone, release the lock: `npx nx unlock network -c testing`\.$/,
    );
    expect(isLocked()).toBe(true);
  });

  test.each([
    ['the app’s last run has ended, so that the lock is of something else', { ...running, outcome: 'deployed' }],
    ['a person began that run, with a session that can be renewed', { ...running, who: 'arn:aws:iam::4:user/ana' }],
    ['that run had a role of another kind', { ...running, who: sessionOf('network-plan') }],
    ['that run was on another machine', { ...running, machine: 'runner@runnervm2' }],
    ['that run was recorded by a version that does not record the machine', { ...running, machine: undefined }],
    ['that run began after the lock was taken', { ...running, at: new Date(begun.getTime() + 8_000).toISOString() }],
    ['there is no record', {}],
  ])('stays for a person to release when %s', async (_, record) => {
    const { checked, isLocked } = locked(late, record);
    await expect(checked()).rejects.toThrow(/is locked by runner@runnervm1 .* Nothing was touched\. Wait for it; if/);
    expect(isLocked()).toBe(true);
  });

  test('is not touched by a plan', async () => {
    const { checked, isLocked } = locked(late);
    await expect(checked({ writes: false })).rejects.toThrow(/a plan now would show a half-written state/);
    expect(isLocked()).toBe(true);
  });
});
