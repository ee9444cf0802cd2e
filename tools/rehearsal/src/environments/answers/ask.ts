import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '@malinshopper/environments';
import { assumeEmbeddedAccount, embeddedEndpoint, pythonWithMoto } from '@malinshopper/local-aws';

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

/**
 * Runs one of the programs beside this file against the embedded AWS, in the account of an environment. They are in Python because
 * botocore, which has AWS's models and is what boto3 and the AWS CLI are made of, comes with moto.
 */
export async function ask<T>(
  program: 'members.py' | 'filters.py' | 'unknown.py' | 'called.py',
  of: Environment,
  told: object,
): Promise<T> {
  const credentials = await assumeEmbeddedAccount(of.account.id);
  const at = { endpoint: embeddedEndpoint(), region: of.region, credentials };
  const running = promisify(execFile)(await pythonWithMoto(), [join(__dirname, program)], {
    maxBuffer: 64 * 1024 ** 2,
    env: { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1' },
  });
  running.child.stdin?.end(JSON.stringify({ ...at, ...told }));
  return JSON.parse((await running).stdout) as T;
}
