import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { terraformVariables } from '../aws-target/child-environment';
import { cacheFolder } from '../paths';
import { capture } from '../subprocess';
import { writeCliConfiguration } from './cli-configuration';
import { downloadedTerraform } from './download';
import { findProviderMirror } from './provider-mirror';
import { assertSupported } from './version';

/** A supported Terraform, and its source of the provider. */
export interface Installation {
  readonly program: string;
  readonly version: string;
  readonly cliConfiguration: string;
  /** The folder of downloaded providers, if no mirror has them. Only one `init` at a time may write there. */
  readonly pluginCache?: string;
}

export interface InstallationOptions {
  /** @default - the environment of this process */
  readonly variables?: NodeJS.ProcessEnv;
  /** Called before a download. @default - nothing is called */
  readonly onDownload?: (url: string) => void;
}

/**
 * Finds Terraform on PATH, or else in this user's cache, or else downloads the pinned version into it.
 * @throws if the one on PATH is too old or too new
 */
export async function installation(options: InstallationOptions = {}): Promise<Installation> {
  const { variables = process.env, onDownload } = options;
  const cache = cacheFolder(variables);
  const program = onPath('terraform', variables) ?? (await downloadedTerraform({ cache, onDownload }));
  const mirror = findProviderMirror();
  const cliConfiguration = writeCliConfiguration(mirror, cache);
  const version = await versionOf(program, terraformVariables(cliConfiguration, variables));
  assertSupported(version, program);
  return { program, version, cliConfiguration, ...(mirror === undefined && { pluginCache: join(cache, 'plugins') }) };
}

/** The program of that name that a shell would run. */
export function onPath(name: string, variables: NodeJS.ProcessEnv): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const candidates = (variables['PATH'] ?? '').split(delimiter).filter(Boolean);
  return candidates.map((folder) => join(folder, file)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(realpathSync(file), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function versionOf(program: string, env: NodeJS.ProcessEnv): Promise<string> {
  // The root of the file system has no configuration; Terraform would also look up the providers of one.
  const { code, stdout, stderr } = await capture(program, ['version', '-json'], { cwd: '/', env });
  const version = /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1];
  if (code !== 0 || !version) {
    throw new Error(
      `${program} does not report its version (exit ${code}): ${(stderr || stdout).trim()}. Is it Terraform?`,
    );
  }
  return version;
}
