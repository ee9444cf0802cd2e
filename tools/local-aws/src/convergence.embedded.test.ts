import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { assumeEmbeddedAccount } from './account';
import { embeddedEndpoint } from './address';
import { startEmbeddedAws, stopEmbeddedAws } from './daemon';

const ACCOUNT = '210987654321';
const REPOSITORY = join(__dirname, '..', '..', '..');
const PROVIDER = join('registry.terraform.io', 'hashicorp', 'aws', '5.100.0');
const LIMIT_MS = 15 * 60_000;

let folder: string;
let environment: NodeJS.ProcessEnv;

interface Ran {
  readonly code: number;
  readonly output: string;
}

function terraform(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: environment, maxBuffer: 64 * 1024 * 1024 };
    execFile('terraform', args, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}\n${stderr}` });
    });
  });
}

/** What Terraform reports as a failure is the message of the test that failed. */
async function succeeds(...args: string[]): Promise<string> {
  const { code, output } = await terraform(...args);
  if (code !== 0) throw new Error(`terraform ${args[0]} ended with ${code}:\n${output.slice(-6000)}`);
  return output;
}

/** A filesystem mirror with our provider, in one of the places such mirrors are kept. None: Terraform downloads. */
async function mirror(): Promise<string | undefined> {
  const named = process.env['TF_PLUGIN_MIRROR'];
  const roots = ['/', '/opt', '/usr/local/share', '/usr/share', join(homedir(), '.terraform.d')];
  const nested = await Promise.all(
    roots.map(async (root) => (await readdir(root).catch(() => [])).map((name) => join(root, name))),
  );
  for (const candidate of [...(named ? [named] : []), ...nested.flat()]) {
    if ((await readdir(join(candidate, PROVIDER)).catch(() => [])).length > 0) return candidate;
  }
  return undefined;
}

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4611';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  folder = await mkdtemp(join(tmpdir(), 'local-aws-bed-'));
  await cp(join(__dirname, '..', 'test-bed'), folder, { recursive: true });
  await cp(join(REPOSITORY, '.terraform.lock.hcl'), join(folder, '.terraform.lock.hcl'));
  await mkdir(join(folder, 'home'));
  const found = await mirror();
  const installation = found
    ? `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(found)}\n  }\n}\n`
    : '';
  await writeFile(join(folder, 'home', 'cli.tfrc'), installation);
  const pathStyle = { s3_use_path_style: true };
  const override = { provider: { aws: [pathStyle, { alias: 'us_east_1', ...pathStyle }] } };
  await writeFile(join(folder, 'local_override.tf.json'), JSON.stringify(override));

  const { accessKeyId, secretAccessKey, sessionToken } = await assumeEmbeddedAccount(ACCOUNT);
  const endpoint = embeddedEndpoint();
  environment = {
    PATH: process.env['PATH'],
    HOME: join(folder, 'home'),
    TF_CLI_CONFIG_FILE: join(folder, 'home', 'cli.tfrc'),
    TF_VAR_account: ACCOUNT,
    TF_CLI_ARGS: '-no-color',
    TF_INPUT: '0',
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    // S3 Control prefixes the host with the account; and what is not meant for the gateway must reach nothing.
    HTTP_PROXY: endpoint,
    ...(found ? { HTTPS_PROXY: endpoint } : {}),
    NO_PROXY: '127.0.0.1',
  };
  const scope = `${accessKeyId}/20250101/us-east-1/s3/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  await fetch(`${endpoint}/bed-state`, { method: 'PUT', headers: { authorization } });
  const backend = {
    bucket: 'bed-state',
    key: 'bed.tfstate',
    region: 'us-east-1',
    use_lockfile: true,
    use_path_style: true,
    skip_credentials_validation: true,
    skip_requesting_account_id: true,
    skip_metadata_api_check: true,
  };
  const flags = Object.entries(backend).map(([name, value]) => `-backend-config=${name}=${value}`);
  await succeeds('init', '-lockfile=readonly', ...flags);
}, LIMIT_MS);

afterAll(async () => {
  await stopEmbeddedAws();
  await rm(folder, { recursive: true, force: true });
});

test(
  'after an apply of one of everything the next plan is empty, and a destroy leaves nothing',
  async () => {
    await succeeds('apply', '-auto-approve', '-parallelism=60');
    const second = await terraform('plan', '-detailed-exitcode', '-parallelism=60');
    expect(second.output).toContain('No changes. Your infrastructure matches the configuration.');
    expect(second.code).toBe(0);
    await succeeds('destroy', '-auto-approve', '-parallelism=60');
    expect((await succeeds('state', 'list')).trim()).toBe('');
  },
  LIMIT_MS,
);
