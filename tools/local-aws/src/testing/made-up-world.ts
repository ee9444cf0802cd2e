import type { Call, Forward } from '../gateway/call';
import { World } from '../enforcement/world';

const NOT_THERE = { status: 404, headers: {}, body: '' };

/** The account and region of made-up calls. */
export const ACCOUNT = '111111111111';
export const REGION = 'eu-west-1';

/**
 * A world with only the answers that a test names, by their calls: `TrentService.DescribeKey`, `GET /content?policy`.
 */
export function madeUpWorld(answers: Readonly<Record<string, object | string>> = {}): World {
  const ask: Forward = (call) => {
    const query = call.query.toString().replace(/=$/, '');
    const name = call.headers['x-amz-target'] ?? formAction(call) ?? `${call.method} ${call.path}?${query}`;
    const found = answers[String(name)];
    if (found === undefined) return Promise.resolve(NOT_THERE);
    return Promise.resolve({
      ...NOT_THERE,
      status: 200,
      body: typeof found === 'string' ? found : JSON.stringify(found),
    });
  };
  return new World(ask, new Map(), { accessKeyId: 'ASIATEST', account: ACCOUNT, region: REGION });
}

/** A call of which a test sets only the parts that matter. */
export function madeUpCall(parts: Partial<Call> = {}): Call {
  return {
    service: 's3',
    region: REGION,
    accessKeyId: 'ASIATEST',
    account: ACCOUNT,
    method: 'GET',
    path: '/',
    query: new URLSearchParams(),
    headers: { host: '127.0.0.1:4566' },
    body: Buffer.alloc(0),
    pathParameters: {},
    ...parts,
  };
}

function formAction({ body }: Call): string | undefined {
  return new URLSearchParams(body.toString()).get('Action') ?? undefined;
}
