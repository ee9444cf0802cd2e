import type { Call, Operation, Service } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { jsonObject, jsonText, parsedJson } from '../../protocols/json';
import type { Databases } from '../rds/server/databases';
import { filesIn } from './code';
import { findFunction, functions, type Functions, type ReadCode } from './functions';
import type { FunctionEnd, FunctionRun } from './run';

/** The dependencies of a running function, besides its settings. */
export interface LambdaSurroundings {
  readonly readCode: ReadCode;
  /** A session of a role, as which a function runs. */
  readonly sessionOf: (call: Call, roleArn: string) => Promise<FunctionRun['credentials']>;
  readonly databases: Databases;
  readonly run: (run: FunctionRun) => Promise<FunctionEnd>;
}

/**
 * Lambda (REST JSON, 2015-03-31). The gateway implements all of it: moto calls Docker. For running a function, see
 * `run.ts`.
 */
export function lambda(store: Functions, surroundings: LambdaSurroundings): Service {
  let running = 0;
  const invoke: Operation = async (call) => {
    const { configuration, code } = findFunction(store, call);
    const type = call.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (type !== 'RequestResponse') {
      throw new AwsFailure(
        'NotImplementedByEmbeddedAws',
        `The embedded AWS runs a function at once, and not by ${String(type)}.`,
      );
    }
    const variables = jsonObject(jsonObject(configuration['Environment'])['Variables']);
    const text = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, jsonText(value)]));
    running += 1;
    try {
      const end = await surroundings.run({
        files: filesIn(code),
        handler: jsonText(configuration['Handler']),
        variables: text,
        timeoutMs: Number(configuration['Timeout']) * 1000,
        region: call.region,
        credentials: await surroundings.sessionOf(call, jsonText(configuration['Role'])),
        event: parsedJson(call.body.length > 0 ? call.body.toString() : '{}'),
        database: await surroundings.databases.reached(call, text),
      });
      const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
      if ('result' in end) return { status: 200, headers, body: JSON.stringify(end.result) };
      return {
        status: 200,
        headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
        body: JSON.stringify(end.failure),
      };
    } finally {
      running -= 1;
    }
  };
  return {
    name: 'lambda',
    whole: true,
    operations: {
      ...functions(store, surroundings.readCode),
      'POST /2015-03-31/functions/{Name}/invocations': invoke,
    },
    busyWith: () => (running > 0 ? [`${running} ${running === 1 ? 'function' : 'functions'} of Lambda`] : []),
  };
}
