import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, unwatchFile, watchFile, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
import { deployEnvironment } from '../environment-run/deploy-environment';
import { destroyEnvironment } from '../environment-run/destroy-environment';
import { repositoryRoot, typescript } from '@malinshopper/synth';
import { NotesReporter } from '../progress/reporter';
import { readRecordOf } from '../record/deployment-record';
import { readObject, stateKeys } from '../state/objects';
import { writeRun } from '../run/record';
import { readState } from '../state/state';
import { openSession, type Session } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { localAws } from '../testing/local-aws';
import {
  made,
  smallProductionBucket,
  SmallRepository,
  smallRepositoryBucket as bucket,
  type SmallApp,
} from '../testing/small-repository';
import { workFolder } from '../work/folder';
import { deploy, destroy, plan } from './commands';
import type { ContextOptions } from './context';

// This file uses a separate embedded AWS, so that it does not change the embedded AWS of other tests and users.
process.env['EMBEDDED_AWS_PORT'] = '4677';
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const testing = environment('testing');
const production = environment('production');
const repository = new SmallRepository();
const { root } = repository;
const options: ContextOptions = { root, variables };
const folder = (app: string, owner = 'testing') => workFolder('embedded-4677', `${owner}/${app}.tfstate`, root);
const state = (app: string) => ({ bucket, key: `testing/${app}.tfstate` });
const productionState = { bucket: smallProductionBucket, key: 'production/content.tfstate' };
let session: Session;

const value = (app: string, input: string) => ({ main: made(`${app}/main`, { input }) });
/** A private bucket: the one app here with a resource of AWS. */
const content = (name: string, prevent_destroy: boolean): SmallApp => ({
  resource: {
    aws_s3_bucket: { content: made('content/content', { bucket: name, lifecycle: { prevent_destroy } }) },
    aws_s3_bucket_public_access_block: {
      content: made('content/private', {
        bucket: '${aws_s3_bucket.content.id}',
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
    },
  },
});

const run = {
  ...options,
  projects: ['apps/network', 'apps/data'],
  reporter: async () => new NotesReporter(() => undefined),
};

beforeAll(async () => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  repository.app('network', { resource: { terraform_data: value('network', 'value') } });
  repository.app('data', {
    reads: ['network'],
    resource: { terraform_data: value('data', '${data.terraform_remote_state.network.outputs.name}') },
  });
  // As slow as a database would be, so that it can be waited for.
  const wait = made('slow/wait', { provisioner: [{ 'local-exec': { command: 'sleep 2' } }] });
  repository.app('slow', { resource: { terraform_data: { ...value('slow', 'value'), wait } } });
  localAws('start', variables);
  session = await openSession(chosenTarget(variables), testing);
});

afterAll(() => {
  localAws('stop', variables);
  rmSync(root, { recursive: true, force: true });
});

test('an app without its upstream is refused, and nothing is touched', async () => {
  await expect(deploy('apps/data', testing, options)).rejects.toThrow('network is not deployed in testing yet');
  await expect(stateKeys(session.s3, bucket)).resolves.toEqual([]);
});

test('an environment comes up in the order of its apps, and a second deploy changes nothing', async () => {
  const first = await deployEnvironment('testing', run);
  expect(first.apps.map(({ app, text }) => [app, text])).toEqual([
    ['network', '1 change applied'],
    ['data', '1 change applied'],
  ]);
  expect(first.criticalPath).toEqual(['network', 'data']);
  // The second one has no Terraform: its PATH is empty, and there is no cache either.
  const bare = { ...variables, PATH: '', XDG_CACHE_HOME: join(root, 'no-cache') };
  const second = await deployEnvironment('testing', { ...run, variables: bare });
  const unchanged = expect.stringMatching(/^unchanged since \d{4}-\d\d-\d\d \d\d:\d\d UTC \(no commit\)$/) as string;
  expect(second.apps.map(({ text }) => text)).toEqual([unchanged, unchanged]);
  const refreshed = await deployEnvironment('testing', { ...run, refresh: true });
  expect(refreshed.apps.map(({ text }) => text)).toEqual(['no changes', 'no changes']);
  await expect(plan('apps/data', testing, options)).resolves.toBe(0);
});

test('after a change of the state by hand the app is planned again, and its record is right afterwards', async () => {
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

test('Terraform run by hand in the work folder reaches the embedded AWS and no other', async () => {
  repository.app('content', content('guard-content', true));
  await deploy('apps/content', production, options);
  const real = { AWS_ACCESS_KEY_ID: 'real', AWS_SECRET_ACCESS_KEY: 'real' };
  const elsewhere = { PATH: process.env['PATH'], CHECKPOINT_DISABLE: '1', GOGC: '400', ...real };
  // A state that reads another one, and a resource of AWS.
  for (const { path: cwd } of [folder('data'), folder('content', 'production')]) {
    const planned = spawnSync('terraform', ['plan', '-no-color'], { cwd, env: elsewhere, encoding: 'utf8' });
    expect(planned.stdout).toContain('No changes.');
    expect(planned.status).toBe(0);
  }
});

test('a deploy to production that would replace a bucket is refused, and the bucket stays', async () => {
  // As long as it is set, Terraform itself refuses.
  repository.app('content', content('guard-renamed', false));
  await expect(deploy('apps/content', production, options)).rejects.toThrow(
    /production refuses the plan of content; nothing was touched:\n- The plan would replace aws_s3_bucket\.content \(content\/content\)/,
  );
  const { s3 } = await openSession(chosenTarget(variables), production);
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets.map(({ Name }) => Name)).toContain('guard-content');
  expect(Buckets.map(({ Name }) => Name)).not.toContain('guard-renamed');
  expect((await readState(s3, productionState))?.managed).toContain('aws_s3_bucket.content');
});

test('a resource of a killed run is taken over if it has the tags of the app, and left alone if not', async () => {
  const tags = { App: 'logs', Environment: 'testing' };
  const group = (name: string) => made(`logs/${name}`, { name, tags });
  repository.app('logs', { resource: { aws_cloudwatch_log_group: { own: group('own'), foreign: group('foreign') } } });
  const logs = new CloudWatchLogsClient(session.clients);
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'own', tags }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'foreign', tags: { ...tags, App: 'data' } }));
  const work = folder('logs');
  mkdirSync(work.path, { recursive: true });
  const dead = { pid: process.pid, started: 'an earlier start' };
  writeRun(work.run, { operation: 'apply', supervisor: dead, startedAt: new Date().toISOString() });
  const begun = ['own', 'foreign'].map((name) => ({ addr: `aws_cloudwatch_log_group.${name}` }));
  writeFileSync(
    work.events,
    begun.map((resource) => JSON.stringify({ type: 'apply_start', hook: { resource, action: 'create' } })).join('\n'),
  );
  await expect(deploy('apps/logs', testing, options)).rejects.toThrow(
    /already exists[^]*in aws_cloudwatch_log_group\.foreign/,
  );
  expect((await readState(session.s3, state('logs')))?.managed).toEqual(['aws_cloudwatch_log_group.own']);
  // The one that was left alone is invisible to the next deploy of this app, and to its destroy.
  repository.app('logs', { resource: { aws_cloudwatch_log_group: { own: group('own') } } });
  await deploy('apps/logs', testing, options);
  await destroy('apps/logs', testing, options);
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  expect(logGroups.map(({ logGroupName }) => logGroupName)).toEqual(['foreign']);
});

test('an app that is still lent is not destroyed', async () => {
  await expect(destroy('apps/network', testing, options)).rejects.toThrow('testing/network is still lent to data');
});

test('a kill of the whole process group in the middle of an apply loses nothing', async () => {
  const program = join(root, 'command.ts');
  const commands = JSON.stringify(join(__dirname, 'commands.ts'));
  writeFileSync(
    program,
    `import { deploy } from ${commands};
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
  expect((await readState(session.s3, state('slow')))?.managed).toEqual(['terraform_data.main', 'terraform_data.wait']);
  await destroy('apps/slow', testing, options);
});

test('an environment is destroyed in reverse order, and leaves no state behind', async () => {
  const { ok, apps } = await destroyEnvironment('testing', run);
  expect([ok, apps.map(({ text }) => text)]).toEqual([true, ['destroyed', 'destroyed']]);
  await expect(readRecordOf(session.s3, state('data'))).resolves.toMatchObject({ outcome: 'destroyed' });
  await expect(stateKeys(session.s3, bucket)).resolves.toEqual([]);
  // The state of the other environment is left.
  const { s3 } = await openSession(chosenTarget(variables), production);
  await expect(stateKeys(s3, smallProductionBucket)).resolves.toEqual([productionState.key]);
});
