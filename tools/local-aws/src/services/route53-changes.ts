import { randomBytes } from 'node:crypto';
import type { Call, Operation, Reply } from '../gateway/call';
import { Store } from '../gateway/store';
import { AwsFailure } from '../protocols/failure';
import { changeRecords } from './route53-records';

const BASE = '/2013-04-01';

/** The changes of zones that moto alone answers: it gives all changes one of three ids, and knows every id. */
const ofMoto = [
  `POST ${BASE}/hostedzone`,
  `DELETE ${BASE}/hostedzone/{Id}`,
  `POST ${BASE}/hostedzone/{Id}/associatevpc`,
  `POST ${BASE}/hostedzone/{Id}/disassociatevpc`,
  `POST ${BASE}/hostedzone/{Id}/rrset`,
  `POST ${BASE}/hostedzone/{Id}/rrset/`,
];

/** Gives each change its own id, by which it can be queried (API reference: GetChange, NoSuchChange). */
export function changes(operations: Readonly<Record<string, Operation>>): Record<string, Operation> {
  const known = new Store('route53/changes', () => new Set<string>(), 'global');
  const named = (reply: Reply, call: Call): Reply => {
    const body = reply.body.toString();
    if (!body.includes('<ChangeInfo>')) return reply;
    // As long as AWS's own ids.
    const id = `C${randomBytes(10).toString('hex').toUpperCase()}`;
    known.of(call).add(id);
    return { ...reply, body: body.replace(/<Id>\/?change\/[^<]*<\/Id>/, `<Id>/change/${id}</Id>`) };
  };
  const unaided = Object.fromEntries(
    ofMoto.map((route): [string, Operation] => [
      route,
      route.includes('/rrset') ? changeRecords : (call, moto) => moto(call),
    ]),
  );
  const each = Object.entries({ ...unaided, ...operations }).map(([route, operation]): [string, Operation] => [
    route,
    async (call, moto) => named(await operation(call, moto), call),
  ]);
  return {
    ...Object.fromEntries(each),
    [`GET ${BASE}/change/{Id}`]: (call, moto) => {
      const id = call.pathParameters['Id'] ?? '';
      if (known.of(call).has(id)) return moto(call);
      throw new AwsFailure('NoSuchChange', `Could not find resource with ID: ${id}`, 404);
    },
  };
}
