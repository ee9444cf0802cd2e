import { assumeEmbeddedAccount, type EmbeddedCredentials } from '../account';
import { embeddedEndpoint, embeddedPort } from '../address';
import type { Ask } from './ask';
import { everyAsk } from './asks';

/** What AWS answers to every call of `asks.ts`, for the account and its first region: by what was asked. */
export async function answersOf(account: string, region: string, credentials?: EmbeddedCredentials) {
  const { accessKeyId } = credentials ?? (await assumeEmbeddedAccount(account));
  const said = new Map<string, string>();
  const ask = async (one: Ask): Promise<string> => {
    const body = await answer(one, accessKeyId, one.region ?? region);
    said.set(`${one.service} ${one.region ?? region} ${one.what} ${one.body ?? ''}`, body);
    return body;
  };
  await everyAsk(ask, account);
  return said;
}

async function answer({ service, method = 'POST', path = '/', headers, body }: Ask, key: string, region: string) {
  const scope = `${key}/20200101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const reply = await fetch(`${embeddedEndpoint()}${path}`, {
    method,
    headers: { authorization, ...headers },
    ...(body !== undefined && { body }),
  });
  return `${reply.status} ${withoutTheCall(await reply.text())}`;
}

/** Leaves out what belongs to the call and not to what is asked about: its ids, its time, and the port that it came to. */
function withoutTheCall(body: string): string {
  return (
    body
      .replace(/<(RequestId|requestId|HostId|requestid)>[^<]*</g, '<$1><')
      .replace(/<(LastUsedDate|GeneratedTime|LatestRestorableTime)>[^<]*</g, '<$1><')
      // moto makes up the id of a role that does not exist each time that its session asks.
      .replace(/<UserId>AROA[A-Z0-9]+:/, '<UserId>')
      // What follows the first page goes by a token of that call.
      .replace(/"PaginationToken": ?"[^"]*"/g, '"PaginationToken"')
      .replaceAll(`127.0.0.1:${embeddedPort()}`, '127.0.0.1:port')
  );
}
