import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { assumeEmbeddedAccount, embeddedEndpoint } from '@malinshopper/local-aws';
import type { Environment } from '@malinshopper/environments';

/** What a call has to be made with: values, or where in the answer of another call they are. */
export type Needs = Readonly<Record<string, unknown>>;

/** What one call answers, by the paths of AWS's model (`Vpcs[].VpcId`). */
export interface Members {
  /** How often it was made. */
  readonly asked: number;
  readonly present: readonly string[];
  readonly absent: readonly string[];
  /** Members that AWS gives always and that some elements lack; values of another type, or none of an enum. */
  readonly faults: readonly string[];
  readonly errors: readonly string[];
}

/** What was sent, and what was neither heeded nor refused. */
export interface Filters {
  readonly asked: number;
  readonly wrong: readonly string[];
  readonly refused: readonly string[];
}

/** Runs one of the programs beside this file against the embedded AWS, in the account of an environment. */
export async function ask<T>(program: 'members.py' | 'filters.py', of: Environment, told: object): Promise<T> {
  const { accessKeyId } = await assumeEmbeddedAccount(of.account.id);
  const at = { endpoint: embeddedEndpoint(), region: of.account.region, accessKey: accessKeyId };
  const answered = new Promise<string>((resolve, reject) => {
    const options = { maxBuffer: 64 * 1024 ** 2, env: { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1' } };
    const child = execFile('python3', [join(__dirname, program)], options, (error, stdout, stderr) =>
      error ? reject(new Error(`${program} failed: ${stderr}`)) : resolve(stdout),
    );
    child.stdin?.end(JSON.stringify({ ...at, ...told }));
  });
  return JSON.parse(await answered) as T;
}
