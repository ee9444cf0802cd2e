import { assumeEmbeddedAccount } from '../account';
import type { EmbeddedCredentials } from '../credentials';
import { embeddedPort } from '../address';
import { signedFetch } from '../signing';
import type { Ask } from './ask';
import { everyAsk } from './asks';

/** The answers of AWS to every call of `asks.ts`, for the account and its first region, by the call. */
export async function answersOf(account: string, region: string, credentials?: EmbeddedCredentials) {
  const caller = credentials ?? (await assumeEmbeddedAccount(account));
  const said = new Map<string, string>();
  const ask = async (one: Ask): Promise<string> => {
    const body = await answer(one, caller, one.region ?? region);
    said.set(`${one.service} ${one.region ?? region} ${one.what} ${one.body ?? ''}`, body);
    return body;
  };
  await everyAsk(ask, account);
  return said;
}

async function answer(ask: Ask, credentials: EmbeddedCredentials, region: string) {
  const { service, method = 'POST', path = '/', headers = {}, body } = ask;
  const call = { method, headers, ...(body !== undefined && { body }) };
  const reply = await signedFetch(path, call, { service, region, credentials });
  return `${reply.status} ${withoutTheCall(await reply.text())}`;
}

/** Removes the parts that depend on the call: its ids, its time, and the port. */
function withoutTheCall(body: string): string {
  return (
    body
      .replace(/<(RequestId|requestId|HostId|requestid)>[^<]*</g, '<$1><')
      .replace(/<(LastUsedDate|GeneratedTime|LatestRestorableTime)>[^<]*</g, '<$1><')
      // moto invents a new id for a role that does not exist, each time its session calls.
      .replace(/<UserId>AROA[A-Z0-9]+:/, '<UserId>')
      // The second page is identified by a token of that call.
      .replace(/"PaginationToken": ?"[^"]*"/g, '"PaginationToken"')
      .replaceAll(`127.0.0.1:${embeddedPort()}`, '127.0.0.1:port')
  );
}
