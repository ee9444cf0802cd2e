import { isIPv4, isIPv6 } from 'node:net';
import type { Call, Forward, Operation } from '../gateway/call';
import { AwsFailure } from '../protocols/failure';
import { element, list, parseXml, text, type XmlElement } from '../protocols/xml';

const BASE = '/2013-04-01';
const batch = (message: string) => new AwsFailure('InvalidChangeBatch', message);
/**
 * Values have their quotation marks as numeric references, which are not among XML's own entities (Go's encoding/xml).
 */
const decoded = (value: string) =>
  value.replaceAll(/&#(x[0-9a-f]+|\d+);/gi, (_whole, code: string) =>
    String.fromCodePoint(/^x/i.test(code) ? parseInt(code.slice(1), 16) : Number(code)),
  );
const bare = (name: string) => name.replace(/\.$/, '').toLowerCase();

/**
 * The format of a value of each type, with the problem that Route 53 names (developer guide, "Supported DNS record
 * types").
 */
const shapes: Readonly<Record<string, readonly [problem: string, fits: (value: string) => boolean]>> = {
  A: ['ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)', isIPv4],
  AAAA: ['AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)', isIPv6],
  CAA: [
    'CAARRDATAInvalid (Value has not the form: flags tag "value")',
    (value) => /^\d{1,3} [a-z0-9]+ "[^"]*"$/i.test(value),
  ],
  MX: ['MXRRDATAInvalid (Value has not the form: priority host)', (value) => /^\d{1,5} \S+$/.test(value)],
  SPF: [
    'InvalidCharacterString (Value should be enclosed in quotation marks)',
    (value) => /^("(?:[^"\\]|\\.)*"\s*)+$/.test(value),
  ],
  TXT: [
    'InvalidCharacterString (Value should be enclosed in quotation marks)',
    (value) => /^("(?:[^"\\]|\\.)*"\s*)+$/.test(value),
  ],
};

/**
 * Checks record sets before moto, which checks no value (API reference: ChangeResourceRecordSets, ResourceRecordSet).
 */
export const changeRecords: Operation = async (call, moto) => {
  const request = element(parseXml(call.body.toString())['ChangeResourceRecordSetsRequest']);
  const changes = list(element(element(request['ChangeBatch'])['Changes'])['Change']).map(element);
  const written = changes
    .filter(({ Action }) => text(Action) !== 'DELETE')
    .map(({ ResourceRecordSet }) => element(ResourceRecordSet));
  for (const one of written) assertValues(one);
  await assertCnames(written, changes, call, moto);
  return moto(call);
};

function assertValues(set: XmlElement): void {
  const [name, type] = [text(set['Name']), text(set['Type'])];
  const isOther = set['AliasTarget'] !== undefined || set['TrafficPolicyInstanceId'] !== undefined;
  if (isOther) return;
  if (text(set['TTL']) === '') {
    throw new AwsFailure(
      'InvalidInput',
      `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with [Name=${name}, Type=${type}]`,
    );
  }
  const shape = shapes[type];
  for (const value of list(element(set['ResourceRecords'])['ResourceRecord']).map((one) =>
    decoded(text(element(one)['Value'])),
  )) {
    if (!shape || shape[1](value)) continue;
    throw batch(`[Invalid Resource Record: 'FATAL problem: ${shape[0]} encountered with '${value}'']`);
  }
}

/** A CNAME is the only record of its name, and never at the apex of the zone (RFC 1034, 3.6.2). */
async function assertCnames(written: readonly XmlElement[], changes: readonly XmlElement[], call: Call, moto: Forward) {
  if (written.length === 0) return;
  const zone = call.pathParameters['Id'] ?? '';
  const path = `${BASE}/hostedzone/${zone}`;
  const ask = async (at: string, query = new URLSearchParams()) => {
    const reply = await moto({ ...call, method: 'GET', path: at, query, body: Buffer.alloc(0) });
    return reply.status === 200 ? element(Object.values(parseXml(reply.body.toString()))[0]) : {};
  };
  const apex = bare(text(element((await ask(path))['HostedZone'])['Name']));
  const gone = changes
    .filter(({ Action }) => text(Action) === 'DELETE')
    .map(({ ResourceRecordSet }) => element(ResourceRecordSet))
    .map(({ Name, Type }) => `${bare(text(Name))} ${text(Type)}`);
  for (const { Name, Type } of written) {
    const [name, type] = [bare(text(Name)), text(Type)];
    if (type === 'CNAME' && name === apex) {
      throw batch(`[RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${apex}.]`);
    }
    const query = new URLSearchParams({ name: `${name}.`, maxitems: '10' });
    const sets = list(element((await ask(`${path}/rrset`, query))['ResourceRecordSets'])['ResourceRecordSet']).map(
      element,
    );
    const beside = sets
      .filter((one) => bare(text(one['Name'])) === name && !gone.includes(`${name} ${text(one['Type'])}`))
      .map((one) => text(one['Type']));
    const clashes = type === 'CNAME' ? beside.some((one) => one !== 'CNAME') : beside.includes('CNAME');
    if (!clashes) continue;
    throw batch(
      `[RRSet of type ${type} with DNS name ${name}. is not permitted because a conflicting RRSet of type ` +
        `${type === 'CNAME' ? beside.join(', ') : 'CNAME'} with the same DNS name already exists in zone ${apex}.]`,
    );
  }
}

/** A name of a zone (developer guide, "DNS domain name format"; characters beyond these are escaped). */
export const createZone: Operation = (call, moto) => {
  const name = text(element(parseXml(call.body.toString())['CreateHostedZoneRequest'])['Name']);
  if (/^(?:[!-~]{1,63}\.)*[!-~]{1,63}$/.test(name) && name.length <= 255) return moto(call);
  throw new AwsFailure('InvalidDomainName', `${name} is not a valid domain name`);
};
