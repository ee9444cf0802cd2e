import { statSync } from 'node:fs';
import { capture } from '../subprocess';
import type { App } from './app';
import { assertSamePlan, isPlanOfThisProcess } from './plan-digest';

interface Read {
  /** Identifies the plan: every plan writes a new file. */
  readonly stamp: string;
  readonly plan: unknown;
}

const read = new WeakMap<App, Read>();

/**
 * The plan in the folder of an app, as data (Terraform documentation, "JSON Output Format"). Terraform reads a plan once for all checks: each reading
 * loads the schemas of the provider, which takes more than a second of processor time.
 * @throws with Terraform's error, if it cannot be read
 */
export async function planJson(app: App): Promise<unknown> {
  const { context, folder, name } = app;
  const stamp = stampOf(folder.plan);
  const known = read.get(app);
  if (known && known.stamp === stamp) return known.plan;
  const assertSame = () => isPlanOfThisProcess(folder) && assertSamePlan(name, folder);
  assertSame();
  const { installation, env } = context;
  const shown = await capture(installation.program, ['show', '-json', folder.plan], { cwd: folder.path, env });
  if (shown.code !== 0) throw new Error(`The plan of ${name} cannot be read: ${(shown.stderr || shown.stdout).trim()}`);
  assertSame();
  const plan: unknown = JSON.parse(shown.stdout);
  if (stamp !== undefined) read.set(app, { stamp, plan });
  return plan;
}

function stampOf(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && [found.ino, found.mtimeNs, found.size].join(' ');
}
