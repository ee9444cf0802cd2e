import type { EnvironmentConfig } from '@malinshopper/environments';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot, synthProgram, workRoot } from './repository';

export interface SynthOptions {
  /**
   * The reason for a synthesis without the environment's protection. @default - with the protection of the environment
   */
  readonly unprotected?: string;
  /** Other values than those in the environment's file, for an experiment. @default - none */
  readonly changes?: Partial<EnvironmentConfig>;
  /** @default - the root of this repository */
  readonly root?: string;
}

/**
 * Synthesizes apps for an environment, all in one separate process: no tool ever loads an app.
 * @param projects the project roots, such as `apps/network`
 * @returns the JSON of each app as cdktf wrote it, by the app's name; Terraform gets the same bytes
 * @throws with the output of the synthesis
 */
export function synthesize(
  environment: string,
  projects: readonly string[],
  options: SynthOptions = {},
): Promise<Map<string, string>> {
  return inOwnFolder(options, async (out) => {
    await runSynth([environment], projects, options, ['--out', out]);
    return stacksIn(out, projects);
  });
}

/**
 * The same for several environments, in one process for all of them.
 * @param environments names or refs @default - all permanent environments
 * @returns the JSON by the environment's name and then by the app's
 * @throws with the output of the synthesis
 */
export function synthesizeEach(
  environments: readonly string[] | undefined,
  projects: readonly string[],
  options: SynthOptions = {},
): Promise<Map<string, Map<string, string>>> {
  return inOwnFolder(options, async (out) => {
    await runSynth(environments ?? [], projects, options, ['--each', '--out', out]);
    return new Map(readdirSync(out).map((name) => [name, stacksIn(join(out, name), projects)]));
  });
}

function stacksIn(out: string, projects: readonly string[]): Map<string, string> {
  return new Map(
    projects.map((project) => {
      const app = basename(project);
      return [app, readFileSync(join(out, 'stacks', app, 'cdk.tf.json'), 'utf8')];
    }),
  );
}

/**
 * The source lines that create each construct, by its path: the innermost first, `apps/data/src/content.ts:61`.
 * @throws with the output of the synthesis
 */
export function locate(
  environment: string,
  projects: readonly string[],
  options: SynthOptions = {},
): Promise<Readonly<Record<string, readonly string[]>>> {
  return inOwnFolder(options, async (out) => {
    const file = join(out, 'locations.json');
    await runSynth([environment], projects, options, ['--out', out, '--locations', file]);
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, readonly string[]>;
  });
}

async function inOwnFolder<T>({ root = repositoryRoot }: SynthOptions, work: (out: string) => Promise<T>): Promise<T> {
  mkdirSync(workRoot(root), { recursive: true });
  const out = mkdtempSync(join(workRoot(root), 'synth-'));
  try {
    return await work(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

async function runSynth(
  environments: readonly string[],
  projects: readonly string[],
  { unprotected, changes, root = repositoryRoot }: SynthOptions,
  outputs: readonly string[],
): Promise<void> {
  const flags = [...environments.flatMap((name) => ['--environment', name]), ...outputs];
  if (unprotected !== undefined) flags.push('--unprotected', unprotected);
  if (changes !== undefined) flags.push('--changes', JSON.stringify(changes));
  try {
    // In jest the variables of this process are a copy, which a child gets only when it is passed on. ENVIRONMENT has
    // been read by now.
    await promisify(execFile)(process.execPath, [...synthProgram, ...flags, ...projects], {
      cwd: root,
      env: { ...process.env, ENVIRONMENT: '' },
      maxBuffer: Infinity,
    });
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    const said = (stderr + stdout).trim() || message;
    throw new Error(
      `${projects.join(', ')} cannot be synthesized for ${environments.join(', ') || 'every environment'}:\n${said}`,
      {
        cause: error,
      },
    );
  }
}
