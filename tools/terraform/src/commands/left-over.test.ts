import { thisMachineNow } from '../machine';
import { thisProcess } from '../processes';
import { writeRun } from '../run/record';
import { fakeApp, lockJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { check, type CheckOptions } from './checks';

const key = 'testing/network.tfstate.tflock';
const dead = { pid: process.pid, started: 'an earlier start' };
const machine = thisMachineNow();

/** An app with a state that is locked by such processes. */
function lockedBy(kind: 'embedded' | 'aws', holder: object | undefined) {
  const objects = new Map([[key, lockJson(new Date(), 'ana@laptop', holder)]]);
  const app = fakeApp(fakeSession(fakeS3(objects).client, kind));
  // This folder's own last run is dead: that proves nothing about a lock of another clone.
  writeRun(app.folder.run, { operation: 'apply', supervisor: dead, startedAt: new Date(0).toISOString() });
  return { app, objects, checked: (options?: CheckOptions) => check(app, options) };
}

describe.each(['embedded', 'aws'] as const)('the lock of a run on %s', (kind) => {
  test('that was killed is released by itself, with a note', async () => {
    const { app, objects, checked } = lockedBy(kind, { machine, processes: [dead] });
    await checked();
    expect(objects.size).toBe(0);
    expect(app.told.join()).toMatch(/released the lock of a run that was killed \(locked by ana@laptop/);
  });

  test('that is alive in another clone is refused, with its holder and start', async () => {
    const { objects, checked } = lockedBy(kind, { machine, processes: [dead, thisProcess()] });
    await expect(checked({ interactive: true })).rejects.toThrow(
      new RegExp(
        `^testing/network.tfstate is locked by ana@laptop \\(apply\\) for .*, since .*Its run is still active on this machine \\(process \\d+, ${process.pid}\\)`,
      ),
    );
    expect(objects.size).toBe(1);
  });

  test.each<[string, object | undefined]>([
    ['names no process at all', undefined],
    ['is of another machine', { machine: { ...machine, host: 'laptop', id: 'other' }, processes: [dead] }],
    ['is of another container', { machine: { ...machine, pids: 'pid:[1]' }, processes: [dead] }],
    ['names no process', { machine, processes: [] }],
    ['names no machine', { processes: [dead] }],
  ])('that %s stays: nothing is proved', async (_what, holder) => {
    const { objects, checked } = lockedBy(kind, holder);
    await expect(checked()).rejects.toThrow(/is locked by .* if that run is gone, release the lock: `.*unlock network/);
    expect(objects.size).toBe(1);
  });
});

test('the lock of a killed run is not touched by a plan on the real AWS, which may run as a role that only reads', async () => {
  const { objects, checked } = lockedBy('aws', { machine, processes: [dead] });
  await expect(checked({ writes: false })).rejects.toThrow(/a plan now would show a half-written state/);
  expect(objects.size).toBe(1);
});

test.each([
  ['is empty', '', /which is no lock that Terraform wrote \(it is empty\)/],
  ['is no JSON', 'gone\u001b[2J', /\(it is no JSON: gone\\u001b\[2J\)/],
  ['is another JSON', '{"a":1}', /\(it lacks the fields of a lock: \{"a":1\}\)/],
])('a lock object that %s locks, is named, and can be released by unlock', async (_what, text, said) => {
  const app = fakeApp(fakeSession(fakeS3(new Map([[key, text]])).client));
  const checked = check(app);
  await expect(checked).rejects.toThrow(said);
  await expect(checked).rejects.toThrow(
    /is locked by s3:\/\/states\/testing\/network\.tfstate\.tflock.*unlock network/,
  );
});

test('an empty state object stops everything before it, also a plan', async () => {
  const app = fakeApp(fakeSession(fakeS3(new Map([['testing/network.tfstate', '']])).client));
  await expect(check(app, { writes: false })).rejects.toThrow(
    's3://states/testing/network.tfstate is not a Terraform state: it is empty',
  );
});
