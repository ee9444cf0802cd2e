import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '@malinshopper/environments';
import { assumeEmbeddedAccount, embeddedEndpoint, pythonWithMoto } from '@malinshopper/local-aws';

/** The parameters of a call: values, or their paths in the answer of another call. */
export type Needs = Readonly<Record<string, unknown>>;

/** The members of one call's answer, by the paths of AWS's model (`Vpcs[].VpcId`). */
export interface Members {
  /** The number of calls. */
  readonly asked: number;
  readonly present: readonly string[];
  readonly absent: readonly string[];
  /** Members that AWS always returns and that some elements lack; values of another type, or none of an enum. */
  readonly faults: readonly string[];
  readonly errors: readonly string[];
}

/** The parameters that were sent, and the parameters that moto neither handled nor refused. */
export interface Filters {
  readonly asked: number;
  readonly wrong: readonly string[];
  readonly refused: readonly string[];
}

/**
 * Runs one of the programs beside this file against the embedded AWS, in the account of an environment. They are in
 * Python because botocore, which has AWS's models and is the core of boto3 and the AWS CLI, is part of moto.
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
