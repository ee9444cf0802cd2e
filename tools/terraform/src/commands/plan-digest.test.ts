import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { planJson } from './plan-json';
import { applyPlan, planToFile } from './terraform';

/** A Terraform that plans `good`, and leaves a trace of what it applies. */
const script = `case "$1" in
  plan) echo good > plan.tfplan; exit 2;;
  show) echo '{}';;
  apply) for last; do :; done; cp "$last" applied;;
esac`;

async function planned() {
  const objects = new Map<string, string>();
  const app = fakeApp(fakeSession(fakeS3(objects).client), { script });
  await planToFile(app);
  return { app, objects, applied: () => existsSync(join(app.folder.path, 'applied')) };
}

test('the plan that was made here is applied', async () => {
  const { app, objects, applied } = await planned();
  await planJson(app);
  await applyPlan(app);
  expect(applied()).toBe(true);
  expect(objects.size).toBe(0);
});

test('a plan that was replaced since is refused, and the lock is released', async () => {
  const { app, objects, applied } = await planned();
  await planJson(app);
  writeFileSync(app.folder.plan, 'evil');
  await expect(applyPlan(app)).rejects.toThrow(
    /^The plan of network in \S+plan\.tfplan was replaced after it was judged \(SHA-256 of the judged plan: \w{64}, now: \w{64}\).*Nothing was applied/,
  );
  expect(applied()).toBe(false);
  expect(objects.size).toBe(0);
});

test('a plan that was replaced is not judged either', async () => {
  const { app } = await planned();
  writeFileSync(app.folder.plan, 'evil');
  await expect(planJson(app)).rejects.toThrow('was replaced after it was judged');
});

test('a plan that is gone, or that another process has made, is refused', async () => {
  const { app, applied } = await planned();
  rmSync(app.folder.plan);
  await expect(applyPlan(app)).rejects.toThrow('now: missing');
  const other = fakeApp(app.context.session, { script });
  writeFileSync(other.folder.plan, 'good');
  await expect(applyPlan(other)).rejects.toThrow('SHA-256 of the judged plan: missing');
  expect(applied()).toBe(false);
});

test('while it is applied the state is locked, by processes that can be proved dead', async () => {
  const { app, objects } = await planned();
  const seen: string[] = [];
  const { set } = objects;
  objects.set = (key, text) => {
    seen.push(text);
    return set.call(objects, key, text);
  };
  await applyPlan(app);
  const holders = seen.map(
    (text) => JSON.parse((JSON.parse(text) as { Info: string }).Info) as { processes: object[] },
  );
  expect(holders.map(({ processes }) => processes.length)).toEqual([1, 2]);
  expect(JSON.parse(seen[0]!)).toMatchObject({
    Operation: 'OperationTypeApply',
    Path: 'states/testing/network.tfstate',
  });
});

test('a lock of another run stops the apply before it begins', async () => {
  const { app, objects, applied } = await planned();
  objects.set('testing/network.tfstate.tflock', 'something');
  await expect(applyPlan(app)).rejects.toThrow(/is locked by .*another run wrote it first. Nothing was begun/);
  expect(applied()).toBe(false);
});

test.each([
  ['reports it', 'echo "write: no space left on device" >&2; exit 1'],
  ['is killed by it', 'echo "panic: no space left on device" >&2; kill -9 $$'],
])('a full disk is reported as such if Terraform %s', async (_how, ending) => {
  const app = fakeApp(fakeSession(fakeS3(new Map()).client), { script: ending });
  await expect(applyPlan(app)).rejects.toThrow(/The disk with \S+network is full\. Free some space/);
});

test('throws when all is applied and the lock cannot be released: the next run must do it', async () => {
  const { app, applied } = await planned();
  const { s3 } = app.context.session;
  const send = s3.send.bind(s3) as (command: object) => Promise<unknown>;
  s3.send = (async (command: object) => {
    if (command.constructor.name === 'DeleteObjectCommand') throw new Error('refused on the way');
    return send(command);
  }) as never;
  await expect(applyPlan(app)).rejects.toThrow(
    'The apply of network has ended well, but its lock could not be released: refused on the way. Run the same command again',
  );
  expect(applied()).toBe(true);
});

test('the lock of a run that another has released is not taken from the next one, and a note reports it', async () => {
  const { app, objects } = await planned();
  const { s3 } = app.context.session;
  const send = s3.send.bind(s3) as (command: object) => Promise<unknown>;
  s3.send = (async (command: object) => {
    if (command.constructor.name === 'DeleteObjectCommand') objects.set('testing/network.tfstate.tflock', 'theirs');
    return send(command);
  }) as never;
  await applyPlan(app);
  expect(objects.get('testing/network.tfstate.tflock')).toBe('theirs');
  expect(app.told.join()).toContain('the lock was released by another while this ran');
});
