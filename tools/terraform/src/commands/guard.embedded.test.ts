import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { repositoryRoot, typescript } from '@malinshopper/synth';
import { readState } from '../state/state';
import { openSession } from '../target/session';
import { chosenTarget } from '../target/target';
import { deploy } from './commands';

// An embedded AWS of its own: what other tests and people have in theirs is not touched.
process.env['EMBEDDED_AWS_PORT'] = '4678';
const variables = { ...process.env, EMBEDDED_AWS: 'on' };
const production = environment('production');
const root = mkdtempSync(join(tmpdir(), 'guard-embedded-'));
const options = { root, variables };
const state = { bucket: 'guard-test-states', key: 'production/data.tfstate' };

interface Bucket {
  readonly name: string;
  readonly preventDestroy: boolean;
}

/** A stack of one private bucket. */
const synthOf = ({ name, preventDestroy }: Bucket) => `
  import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
  const out = process.argv[process.argv.indexOf('--out') + 1] as string;
  mkdirSync(out + '/stacks/data', { recursive: true });
  writeFileSync(out + '/stacks/data/cdk.tf.json', JSON.stringify({
    terraform: {
      required_version: '>= 1.11',
      required_providers: { aws: { source: 'aws', version: '5.100.0' } },
      backend: { s3: ${JSON.stringify({ ...state, region: 'eu-west-1', encrypt: true, use_lockfile: true })} },
    },
    provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: ['${production.account.id}'] }] },
    resource: {
      aws_s3_bucket: {
        content: {
          '//': { metadata: { path: 'data/content', uniqueId: 'content' } },
          bucket: '${name}',
          lifecycle: { prevent_destroy: ${preventDestroy} },
        },
      },
      aws_s3_bucket_public_access_block: {
        content: {
          '//': { metadata: { path: 'data/private', uniqueId: 'private' } },
          bucket: '\${aws_s3_bucket.content.id}',
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
    },
  }));`;

function write(bucket: Bucket): void {
  const folder = join(root, 'libs', 'stack', 'src');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'synth.ts'), synthOf(bucket));
}

/** In a process of its own: jest gives the variables of a test to no process that the test's code starts by itself. */
function localAws(command: 'start' | 'stop'): void {
  const cli = join(dirname(require.resolve('@malinshopper/local-aws')), 'cli.ts');
  const { status, stderr } = spawnSync(process.execPath, [...typescript, cli, command], {
    env: variables,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

beforeAll(() => {
  for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
  copyFileSync(join(repositoryRoot, '.terraform.lock.hcl'), join(root, '.terraform.lock.hcl'));
  localAws('start');
});
afterAll(() => {
  localAws('stop');
  rmSync(root, { recursive: true, force: true });
});

test('a deploy to production that would replace a bucket is refused, and the bucket stays', async () => {
  write({ name: 'guard-content', preventDestroy: true });
  await deploy('apps/data', production, options);
  // As long as it is set, Terraform itself refuses.
  write({ name: 'guard-renamed', preventDestroy: false });
  await expect(deploy('apps/data', production, options)).rejects.toThrow(
    /production refuses the plan of data; nothing was touched:\n- The plan would replace aws_s3_bucket\.content \(data\/content\)/,
  );
  const session = await openSession(chosenTarget(variables), production);
  const { Buckets = [] } = await session.s3.send(new (await import('@aws-sdk/client-s3')).ListBucketsCommand({}));
  expect(Buckets.map(({ Name }) => Name)).toContain('guard-content');
  expect(Buckets.map(({ Name }) => Name)).not.toContain('guard-renamed');
  expect((await readState(session.s3, state))?.managed).toContain('aws_s3_bucket.content');
});
