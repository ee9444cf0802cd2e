import type { EnvironmentConfig } from '@malinshopper/environments';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readConfiguration, type Configuration } from './configuration';
import { repositoryRoot, typescript, workRoot } from './paths';
import { capture } from './subprocess';

export interface Synthesized {
  /** The JSON as cdktf wrote it. What Terraform gets is these very bytes. */
  readonly json: string;
  readonly configuration: Configuration;
}

export interface SynthOptions {
  /** Why the environment's protection is to be left out. @default - as the environment says */
  readonly unprotected?: string;
  /** Other values than the environment's file says, to try a change out. @default - none */
  readonly changes?: Partial<EnvironmentConfig>;
  /** @default - the root of this repository */
  readonly root?: string;
}

/**
 * Synthesizes apps for an environment, all in one process of their own: this tool never loads an app.
 * @param projects the project roots, such as `apps/network`
 */
export async function synthesize(
  environment: string,
  projects: readonly string[],
  options: SynthOptions = {},
): Promise<Map<string, Synthesized>> {
  const root = options.root ?? repositoryRoot;
  mkdirSync(workRoot(root), { recursive: true });
  const out = mkdtempSync(join(workRoot(root), 'synth-'));
  try {
    const flags = ['--environment', environment, '--out', out];
    if (options.unprotected !== undefined) flags.push('--unprotected', options.unprotected);
    if (options.changes !== undefined) flags.push('--changes', JSON.stringify(options.changes));
    const program = [...typescript, join('libs', 'stack', 'src', 'synth.ts')];
    const { code, stdout, stderr } = await capture(process.execPath, [...program, ...flags, ...projects], {
      cwd: root,
    });
    if (code !== 0) {
      throw new Error(`${projects.join(', ')} cannot be synthesized for ${environment}:\n${(stderr + stdout).trim()}`);
    }
    return new Map(projects.map((project) => [basename(project), read(out, basename(project))]));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The same for a single app. */
export async function synthesizeOne(
  environment: string,
  project: string,
  options: SynthOptions = {},
): Promise<Synthesized> {
  const [only] = (await synthesize(environment, [project], options)).values();
  return only as Synthesized;
}

function read(out: string, app: string): Synthesized {
  const file = join(out, 'stacks', app, 'cdk.tf.json');
  const json = readFileSync(file, 'utf8');
  return { json, configuration: readConfiguration(json, `the cdk.tf.json of ${app}`) };
}
