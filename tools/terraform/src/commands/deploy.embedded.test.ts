import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  watchFile,
  unwatchFile,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
import { deployEnvironment } from '../environment-run/deploy-environment';
import { destroyEnvironment } from '../environment-run/destroy-environment';
import { repositoryRoot, typescript } from '@malinshopper/synth';
import { NotesReporter } from '../progress/reporter';
import { readRecordOf } from '../record/deployment-record';
import { readObject, stateKeys } from '../state/objects';
import { readState } from '../state/state';
import { openSession, type Session } from '../target/session';
import { chosenTarget } from '../target/target';
import { workFolder } from '../work/folder';
import { deploy, destroy, plan } from './commands';
import type { ContextOptions } from './context';

// An embedded AWS of its own: what other tests and people have in theirs is not touched.
process.env['EMBEDDED_AWS_PORT'] = '4677';
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const testing = environment('testing');
const bucket = 'terraform-test-states';
const root = mkdtempSync(join(tmpdir(), 'terraform-embedded-'));
const options: ContextOptions = { root, variables };
const folder = (app: string) => workFolder('embedded-4677', `testing/${app}.tfstate`, root);
const state = (app: string) => ({ bucket, key: `testing/${app}.tfstate` });
let session: Session;

/** A stack of parameters; `data` reads `network`. A slow one takes as long as a database would, and can be waited for. */
const synth = `
  import { mkdirSync, writeFileSync } from 'node:fs';
  import { basename } from 'node:path';
  const option = (name: string) => process.argv[process.argv.indexOf(name) + 1] as string;
  for (const app of process.argv.filter((word) => word.startsWith('apps/')).map((root) => basename(root))) {
    const place = (name: string) => ({ bucket: '${bucket}', key: 'testing/' + name + '.tfstate', region: 'eu-west-1' });
    const reads = app === 'data' && { data: { terraform_remote_state: { network: { backend: 's3', config: place('network') } } } };
    const value = app === 'data' ? '\${data.terraform_remote_state.network.outputs.name}' : 'value';
    const slow = app === 'slow' && { terraform_data: { wait: { provisioner: [{ 'local-exec': { command: 'sleep 2' } }] } } };
    mkdirSync(option('--out') + '/stacks/' + app, { recursive: true });
    writeFileSync(option('--out') + '/stacks/' + app + '/cdk.tf.json', JSON.stringify({
      terraform: {
        required_version: '>= 1.11',
        required_providers: { aws: { source: 'aws', version: '5.100.0' } },
        backend: { s3: { ...place(app), encrypt: true, use_lockfile: true } },
      },
      provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: ['${testing.account.id}'] }] },
      ...reads,
      resource: {
        aws_ssm_parameter: { main: { '//': { metadata: { path: app + '/main', uniqueId: 'main' } }, name: '/' + app, type: 'String', value } },
        ...slow,
      },
      output: { name: { value: '\${aws_ssm_parameter.main.name}' } },
    }));
  }`;

const run = {
  ...options,
  projects: ['apps/network', 'apps/data'],
  reporter: async () => new NotesReporter(() => undefined),
};

/** In a process of its own: jest gives the variables of a test to no process that the test's code starts by itself. */
function localAws(command: 'start' | 'stop'): void {
  const cli = join(dirname(require.resolve('@malinshopper/local-aws')), 'cli.ts');
  const { status, stderr } = spawnSync(process.execPath, [...typescript, cli, command], {
    env: variables,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

beforeAll(async () => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  mkdirSync(join(root, 'libs', 'stack', 'src'), { recursive: true });
  writeFileSync(join(root, 'libs', 'stack', 'src', 'synth.ts'), synth);
  copyFileSync(join(repositoryRoot, '.terraform.lock.hcl'), join(root, '.terraform.lock.hcl'));
  localAws('start');
  session = await openSession(chosenTarget(variables), testing);
});

afterAll(() => {
  localAws('stop');
  rmSync(root, { recursive: true, force: true });
});

test('an app whose upstream is missing is refused, and nothing is touched', async () => {
  await expect(plan('apps/data', testing, options)).rejects.toThrow('network is not deployed in testing yet');
  await expect(stateKeys(session.s3, bucket)).resolves.toEqual([]);
});

test('an environment comes up in the order of its apps, and a second deploy changes nothing', async () => {
  const first = await deployEnvironment('testing', run);
  expect(first.apps.map(({ app, text }) => [app, text])).toEqual([
    ['network', '1 change applied'],
    ['data', '1 change applied'],
  ]);
  expect(first.criticalPath).toEqual(['network', 'data']);
  // A second one has no Terraform: its PATH is empty, and there is no cache either.
  const bare = { ...variables, PATH: '', XDG_CACHE_HOME: join(root, 'no-cache') };
  const second = await deployEnvironment('testing', { ...run, variables: bare });
  const unchanged = expect.stringMatching(/^unchanged since \d{4}-\d\d-\d\d \d\d:\d\d UTC \(no commit\)$/) as string;
  expect(second.apps.map(({ text }) => text)).toEqual([unchanged, unchanged]);
  const refreshed = await deployEnvironment('testing', { ...run, refresh: true });
  expect(refreshed.apps.map(({ text }) => text)).toEqual(['no changes', 'no changes']);
  await expect(plan('apps/data', testing, options)).resolves.toBe(0);
});

test('what was done by hand to a state is planned again, and the record is right afterwards', async () => {
  const text = (await readObject(session.s3, state('network')))!;
  const { serial, ...rest } = JSON.parse(text) as { serial: number };
  const Body = JSON.stringify({ ...rest, serial: serial + 1 });
  await session.s3.send(new PutObjectCommand({ Bucket: bucket, Key: state('network').key, Body }));
  const { apps } = await deployEnvironment('testing', run);
  expect(apps.map(({ text: said }) => said)).toEqual(['no changes', expect.stringContaining('unchanged since')]);
  await expect(readRecordOf(session.s3, state('network'))).resolves.toMatchObject({
    outcome: 'deployed',
    state: { serial: serial + 1 },
  });
});

test('Terraform run by hand in the work folder reaches the embedded AWS and no other', () => {
  const elsewhere = { PATH: process.env['PATH'], AWS_ACCESS_KEY_ID: 'real', AWS_SECRET_ACCESS_KEY: 'real' };
  const { status, stdout } = spawnSync('terraform', ['plan', '-no-color'], {
    cwd: folder('data').path,
    env: elsewhere,
    encoding: 'utf8',
  });
  expect(stdout).toContain('No changes.');
  expect(status).toBe(0);
});

test('what is still lent is not destroyed', async () => {
  await expect(destroy('apps/network', testing, options)).rejects.toThrow('testing/network is still lent to data');
});

test('a kill of the whole process group in the middle of an apply loses nothing', async () => {
  const program = join(root, 'command.ts');
  const commands = JSON.stringify(join(__dirname, 'commands.ts'));
  writeFileSync(
    program,
    `import { deploy } from ${commands};
     import { PutObjectCommand } from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
     void deploy('apps/slow', environment('testing'), { root: ${JSON.stringify(root)}, variables: process.env });`,
  );
  const child = spawn(process.execPath, [...typescript, program], {
    cwd: repositoryRoot,
    env: { ...variables, NODE_PATH: join(repositoryRoot, 'node_modules') },
    detached: true,
    stdio: 'ignore',
  });
  const { events } = folder('slow');
  await new Promise<void>((resolve) => {
    watchFile(events, { interval: 50 }, ({ size }) => {
      if (size > 0 && readFileSync(events, 'utf8').includes('"type":"apply_start"')) resolve();
    });
  });
  unwatchFile(events);
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await once(child, 'exit');
  await expect(readRecordOf(session.s3, state('slow'))).resolves.toMatchObject({ outcome: 'running' });
  await deploy('apps/slow', testing, options);
  expect((await readState(session.s3, state('slow')))?.managed).toEqual([
    'aws_ssm_parameter.main',
    'terraform_data.wait',
  ]);
  await destroy('apps/slow', testing, options);
});

test('an environment goes in the other order, and leaves no state behind', async () => {
  const { ok, apps } = await destroyEnvironment('testing', run);
  expect([ok, apps.map(({ text }) => text)]).toEqual([true, ['destroyed', 'destroyed']]);
  await expect(readRecordOf(session.s3, state('data'))).resolves.toMatchObject({ outcome: 'destroyed' });
  await expect(stateKeys(session.s3, bucket)).resolves.toEqual([]);
});
