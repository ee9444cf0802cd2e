import { thisMachineNow } from '../machine';
import { thisProcess } from '../processes';
import { writeRun } from '../run/record';
import { fakeApp, lockJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { releaseShown } from './unlock';

// In a terminal the tests must not wait for an answer either.
jest.mock('./ask', () => ({ ask: async () => false }));

const key = 'testing/network.tfstate.tflock';

function locked(text?: string) {
  const objects = new Map(text === undefined ? [] : [[key, text]]);
  const { context, configuration, folder } = fakeApp(fakeSession(fakeS3(objects).client));
  const release = (yes?: boolean) => releaseShown(context.session, configuration, folder, yes);
  return { objects, folder, release };
}

test.each([
  ['Terraform has written', lockJson(new Date()), /^Released: testing\/network.tfstate is locked by ana@laptop/],
  [
    'is empty',
    '',
    /locked by s3:\/\/states\/testing\/network\.tfstate\.tflock, which is no lock .* \(it is empty\)\.$/,
  ],
  ['is no JSON', 'x', /\(it is no JSON: x\)\.$/],
])('a lock that %s is shown and released', async (_what, text, said) => {
  const { objects, release } = locked(text);
  await expect(release(true)).resolves.toMatch(said);
  expect(objects.size).toBe(0);
});

test('a state that is not locked is left alone', async () => {
  await expect(locked().release(true)).resolves.toBe('testing/network.tfstate is not locked.');
});

test('throws without a yes', async () => {
  const { objects, release } = locked(lockJson(new Date()));
  await expect(release()).rejects.toThrow(
    /It was not released. Without a terminal, add --yes to release the lock of network/,
  );
  expect(objects.size).toBe(1);
});

test('throws when its run is alive, in this folder or in another clone', async () => {
  const alive = { machine: thisMachineNow(), processes: [thisProcess()] };
  const other = locked(lockJson(new Date(), 'ana@laptop', alive));
  await expect(other.release(true)).rejects.toThrow(`is still active on this machine (process ${process.pid})`);
  const own = locked(lockJson(new Date()));
  writeRun(own.folder.run, { operation: 'apply', supervisor: thisProcess(), startedAt: new Date().toISOString() });
  await expect(own.release(true)).rejects.toThrow(`is still active on this machine (process ${process.pid})`);
  expect([other.objects.size, own.objects.size]).toEqual([1, 1]);
});
