import type { Call, Reply } from '../gateway/call';
import { memberName } from './member-name';
import { buildXml, child, parseXml, type Xml, type XmlElement } from './xml';

/** The form of a query-protocol call, nested: `Tags.member.1.Key=a` is `{ Tags: { member: [{ Key: 'a' }] } }`. */
export function queryParameters(body: Buffer | string): XmlElement {
  const root: XmlElement = {};
  for (const [name, value] of new URLSearchParams(body.toString())) {
    const parts = name.split('.').map(memberName);
    const last = parts.pop() ?? name;
    let at = root;
    for (const part of parts) at = child(at, part);
    at[last] = value;
  }
  return numberedToLists(root) as XmlElement;
}

/** An answer in the query protocol: `<ActionResponse><ActionResult>...`. */
export function queryReply(action: string, namespace: string, result: XmlElement = {}): Reply {
  const response = {
    '@xmlns': namespace,
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: '00000000-0000-0000-0000-000000000000' },
  };
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: buildXml({ [`${action}Response`]: response }) };
}

/** Changes the result of moto's answer; a failure passes unchanged. */
export function amendQueryReply(reply: Reply, action: string, amend: (result: XmlElement) => void): Reply {
  if (reply.status !== 200) return reply;
  const document = parseXml(reply.body.toString());
  amend(child(child(document, `${action}Response`), `${action}Result`));
  return { ...reply, body: buildXml(document) };
}

/** The same call with another form. */
export function withParameters(call: Call, change: (form: URLSearchParams) => void): Call {
  const form = new URLSearchParams(call.body.toString());
  change(form);
  return { ...call, body: Buffer.from(form.toString()) };
}

function numberedToLists(value: Xml): Xml {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, numberedToLists(inner ?? '')] as const);
  const numbered = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  if (!numbered) return Object.fromEntries(entries);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
}
