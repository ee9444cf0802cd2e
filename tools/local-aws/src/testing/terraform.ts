import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assumeEmbeddedAccount } from '../account';
import { embeddedEndpoint } from '../address';
import { signedFetch } from '../signing';

/** The exit code and the output of a run of Terraform. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

const REPOSITORY = join(__dirname, '..', '..', '..', '..');
const PROVIDER = join('registry.terraform.io', 'hashicorp', 'aws', '5.100.0');
const BACKEND = {
  bucket: 'bed-state',
  key: 'bed.tfstate',
  region: 'us-east-1',
  use_lockfile: true,
  use_path_style: true,
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: true,
};

/** The real Terraform with a configuration of its own, in an account of the embedded AWS. */
export class TerraformForTest {
  private constructor(
    readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Copies a configuration into a temporary folder and initializes it, with its state in a bucket of the account. */
  static async of(configuration: string, account: string): Promise<TerraformForTest> {
    const folder = await mkdtemp(join(tmpdir(), 'local-aws-bed-'));
    await cp(configuration, folder, { recursive: true });
    await cp(join(REPOSITORY, '.terraform.lock.hcl'), join(folder, '.terraform.lock.hcl'));
    const home = join(folder, 'home');
    await mkdir(home);
    const found = mirror();
    const path = `path = ${JSON.stringify(found)}`;
    const installation = found ? `provider_installation {\n  filesystem_mirror {\n    ${path}\n  }\n}\n` : '';
    await writeFile(join(home, 'cli.tfrc'), installation);
    const pathStyle = { s3_use_path_style: true };
    const override = { provider: { aws: [pathStyle] } };
    await writeFile(join(folder, 'local_override.tf.json'), JSON.stringify(override));

    const environment = await surroundings(account, home, found !== undefined);
    const terraform = new TerraformForTest(folder, environment);
    await createStateBucket(environment);
    const flags = Object.entries(BACKEND).map(([name, value]) => `-backend-config=${name}=${value}`);
    await terraform.succeeds('init', '-lockfile=readonly', ...flags);
    return terraform;
  }

  run(...args: string[]): Promise<Ran> {
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: this.environment, maxBuffer: 64 * 1024 * 1024 };
      execFile('terraform', args, options, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}\n${stderr}` });
      });
    });
  }

  /** Fails with the output of Terraform, which a test has to show. */
  async succeeds(...args: string[]): Promise<string> {
    const { code, output } = await this.run(...args);
    if (code !== 0) throw new Error(`terraform ${args[0]} ended with ${code}:\n${output.slice(-6000)}`);
    return output;
  }
}

async function surroundings(account: string, home: string, mirrored: boolean): Promise<NodeJS.ProcessEnv> {
  const { accessKeyId, secretAccessKey, sessionToken } = await assumeEmbeddedAccount(account);
  const endpoint = embeddedEndpoint();
  return {
    PATH: process.env['PATH'],
    HOME: home,
    TF_CLI_CONFIG_FILE: join(home, 'cli.tfrc'),
    TF_CLI_ARGS: '-no-color',
    TF_INPUT: '0',
    TF_VAR_account: account,
    CHECKPOINT_DISABLE: '1',
    // As tools/terraform has it (child-environment.ts): less processor time for the schemas of the provider.
    GOGC: '400',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    // S3 Control prefixes the host with the account; and a request that is not for the gateway must reach nothing.
    HTTP_PROXY: endpoint,
    ...(mirrored ? { HTTPS_PROXY: endpoint } : {}),
    NO_PROXY: '127.0.0.1',
  };
}

async function createStateBucket(environment: NodeJS.ProcessEnv): Promise<void> {
  const credentials = {
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
  };
  await signedFetch(`/${BACKEND.bucket}`, { method: 'PUT' }, { service: 's3', region: 'us-east-1', credentials });
}

/** A filesystem mirror with the provider, in the places of administrators. None: Terraform downloads it. */
function mirror(): string | undefined {
  const roots = ['/opt', '/usr/local', '/usr/local/share', '/usr/share', '/srv'];
  const candidates = roots.flatMap((root) => entries(root).map((name) => join(root, name)));
  return candidates.find((folder) => entries(join(folder, PROVIDER)).length > 0);
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
