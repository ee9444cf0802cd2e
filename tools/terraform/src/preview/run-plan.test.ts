import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp, stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import type { Preview } from './preview';
import { runPlan } from './run-plan';

const json = stackJson('data', 'testing', { network: 'testing/network.tfstate', account: 'x/account.tfstate' });
const appOf = (script: string) => fakeApp(fakeSession(fakeS3(new Map()).client), { script, json });
const preview: Preview = {
  json: '{"is":"preview"}',
  values: '{}',
  placeholders: new Map(),
  unread: ['network'],
  stack: {},
};
const left = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('preview'));
/** Plans into its file, and records its arguments. */
const works = `
  case "$1" in
    plan) for word; do case "$word" in -out=*) echo hush > "\${word#-out=}";; esac; done; echo "$@" > "$LOG"; pwd >> "$LOG"; ls -a >> "$LOG"; echo said; exit 2;;
    show) echo '{"is":"plan"}';;
  esac`;

test('a preview is planned in a folder of its own, without a lock, with the result of `init`, and is removed afterwards', async () => {
  const app = appOf(works);
  const log = join(app.context.root, 'log');
  writeFileSync(join(app.folder.path, '.terraform.lock.hcl'), 'locked');
  const env = { ...process.env, LOG: log };
  const ran = await runPlan({ ...app, context: { ...app.context, env } }, preview);
  expect(ran).toEqual({ plan: { is: 'plan' }, text: 'said\n' });
  const [args, folder = '', ...files] = readFileSync(log, 'utf8').trim().split('\n');
  expect(args).toMatch(/^plan -out=\S+ .*-lock=false/);
  expect(folder).toMatch(`${app.folder.path}/preview-`);
  expect(files).toEqual(expect.arrayContaining(['.terraform.lock.hcl', 'local_override.tf.json', 'preview.tf.json']));
  expect(files).not.toContain('cdk.tf.json');
  expect([existsSync(folder), left(app.folder.path)]).toEqual([false, []]);
});

test("the override of a preview contains only states that are read, and Terraform's data is that of the app's folder", async () => {
  const app = appOf('cat local_override.tf.json > "$LOG"; echo "$TF_DATA_DIR" >> "$LOG"; exit 1');
  const env = { ...process.env, LOG: join(app.context.root, 'log') };
  await expect(runPlan({ ...app, context: { ...app.context, env } }, preview)).rejects.toThrow();
  const log = readFileSync(env.LOG, 'utf8');
  expect(log).toContain('x/account.tfstate');
  expect(log).not.toContain('testing/network.tfstate');
  expect(log).toMatch(/^\.\.\/\.terraform$/m);
});

test('without a preview the configuration of the app is planned in its folder, and only the plan is in a temporary one', async () => {
  const app = appOf(works);
  const env = { ...process.env, LOG: join(app.context.root, 'log') };
  await runPlan({ ...app, context: { ...app.context, env } });
  const [args, folder] = readFileSync(env.LOG, 'utf8').split('\n');
  expect(folder).toBe(app.folder.path);
  expect(args).toContain(`-out=${app.folder.path}/preview-`);
  expect(left(app.folder.path)).toEqual([]);
});

test.each([
  ['the plan fails', 'echo "no such attribute" >&2; exit 1', 'The plan of data failed:\nno such attribute'],
  [
    'the plan cannot be read',
    'test "$1" = plan || { echo "not a plan" >&2; exit 1; }',
    'The plan of data cannot be read: not a plan',
  ],
])("throws with Terraform's error if %s, and leaves nothing", async (_why, script, said) => {
  const app = appOf(script);
  await expect(runPlan(app, preview)).rejects.toThrow(said);
  expect(left(app.folder.path)).toEqual([]);
});

// The last test: from then on, Ctrl-C was pressed in this process.
test('Ctrl-C ends Terraform, and nothing is left or begun any more', async () => {
  const app = appOf('trap "exit 1" INT; touch "$LOG"; while :; do sleep 0.05; done');
  const log = join(app.context.root, 'log');
  const running = runPlan({ ...app, context: { ...app.context, env: { ...process.env, LOG: log } } }, preview);
  const ended = expect(running).rejects.toThrow('data was not planned: Ctrl-C was pressed.');
  while (!existsSync(log)) await new Promise((resolve) => setTimeout(resolve, 20));
  process.emit('SIGINT');
  await ended;
  expect(left(app.folder.path)).toEqual([]);
  await expect(runPlan(appOf(works), preview)).rejects.toThrow('data was not planned: Ctrl-C was pressed.');
});
