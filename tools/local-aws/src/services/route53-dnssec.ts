import { createHash } from 'node:crypto';
import type { Call, Forward, Operation, Reply } from '../gateway/call';
import { Store } from '../gateway/store';
import { AwsFailure } from '../protocols/failure';
import { buildXml, element, parseXml, text, type XmlElement } from '../protocols/xml';

const BASE = '/2013-04-01';

/** The signing of one zone: its status, and its keys by name. */
interface Signing {
  on: boolean;
  readonly keys: Map<string, XmlElement>;
}

/**
 * DNSSEC (API reference: CreateKeySigningKey, EnableHostedZoneDNSSEC, ...). moto only reports that no zone is signed.
 * Nothing is signed here either: the records of a key are computed from its names.
 */
export function dnssec(): Record<string, Operation> {
  const store = new Store('route53/dnssec', () => new Map<string, Signing>(), 'global');
  const signingOf = (call: Call, zone: string): Signing => {
    const present = store.of(call).get(zone) ?? { on: false, keys: new Map<string, XmlElement>() };
    store.of(call).set(zone, present);
    return present;
  };
  const found = (call: Call) => {
    const { Zone = '', Name = '' } = call.pathParameters;
    const signing = signingOf(call, Zone);
    const key = signing.keys.get(Name);
    if (!key) throw new AwsFailure('NoSuchKeySigningKey', `Zone ${Zone} has no key-signing key ${Name}.`, 404);
    return { signing, key, name: Name };
  };
  const isActive = (key: XmlElement) => key['Status'] === 'ACTIVE';
  const turn = (on: boolean): Operation => {
    return async (call, moto) => {
      const zone = call.pathParameters['Zone'] ?? '';
      const absent = await unlessThere(zone, call, moto);
      if (absent) return absent;
      const signing = signingOf(call, zone);
      if (on && ![...signing.keys.values()].some(isActive)) {
        throw new AwsFailure('KeySigningKeyWithActiveStatusNotFound', `Zone ${zone} has no active key-signing key.`);
      }
      signing.on = on;
      return answer(on ? 'EnableHostedZoneDNSSEC' : 'DisableHostedZoneDNSSEC', change);
    };
  };

  return {
    [`POST ${BASE}/keysigningkey`]: async (call, moto) => {
      const request = element(parseXml(call.body.toString())['CreateKeySigningKeyRequest']);
      const [zone, name] = [text(request['HostedZoneId']), text(request['Name'])];
      const absent = await unlessThere(zone, call, moto);
      if (absent) return absent;
      const { keys } = signingOf(call, zone);
      if (keys.has(name)) {
        throw new AwsFailure('KeySigningKeyAlreadyExists', `Zone ${zone} has a key-signing key ${name} already.`, 409);
      }
      const key = madeUp(zone, name, text(request['KeyManagementServiceArn']), text(request['Status']));
      keys.set(name, key);
      const reply = answer('CreateKeySigningKey', { ...change, KeySigningKey: key });
      return {
        ...reply,
        status: 201,
        headers: { ...reply.headers, location: `${BASE}/keysigningkey/${zone}/${name}` },
      };
    },
    [`POST ${BASE}/keysigningkey/{Zone}/{Name}/activate`]: (call) => {
      found(call).key['Status'] = 'ACTIVE';
      return answer('ActivateKeySigningKey', change);
    },
    [`POST ${BASE}/keysigningkey/{Zone}/{Name}/deactivate`]: (call) => {
      const { signing, key, name } = found(call);
      const others = [...signing.keys.values()].filter((each) => each !== key && isActive(each));
      if (signing.on && others.length === 0) {
        throw new AwsFailure('KeySigningKeyInUse', `${name} is the only active key of a zone that is signed.`);
      }
      key['Status'] = 'INACTIVE';
      return answer('DeactivateKeySigningKey', change);
    },
    [`DELETE ${BASE}/keysigningkey/{Zone}/{Name}`]: (call) => {
      const { signing, key, name } = found(call);
      if (isActive(key)) throw new AwsFailure('InvalidKeySigningKeyStatus', `${name} is active: deactivate it first.`);
      signing.keys.delete(name);
      return answer('DeleteKeySigningKey', change);
    },
    [`POST ${BASE}/hostedzone/{Zone}/enable-dnssec`]: turn(true),
    [`POST ${BASE}/hostedzone/{Zone}/disable-dnssec`]: turn(false),
    [`GET ${BASE}/hostedzone/{Zone}/dnssec`]: async (call, moto) => {
      const reply = await moto(call);
      if (reply.status !== 200) return reply;
      const { on, keys } = signingOf(call, call.pathParameters['Zone'] ?? '');
      return answer('GetDNSSEC', {
        Status: { ServeSignature: on ? 'SIGNING' : 'NOT_SIGNING' },
        KeySigningKeys: { member: [...keys.values()] },
      });
    },
  };
}

/** moto's refusal, if it has no such zone. */
async function unlessThere(zone: string, call: Call, moto: Forward): Promise<Reply | undefined> {
  const reply = await moto({
    ...call,
    method: 'GET',
    path: `${BASE}/hostedzone/${zone}/dnssec`,
    body: Buffer.alloc(0),
  });
  return reply.status === 200 ? undefined : reply;
}

/** Every change is propagated at once (API reference: GetChange). */
const change = {
  ChangeInfo: { Id: '/change/C2682N5HXP0BZ4', Status: 'INSYNC', SubmittedAt: '2025-01-01T00:00:00Z' },
};

function answer(action: string, content: XmlElement): Reply {
  const response = { '@xmlns': 'https://route53.amazonaws.com/doc/2013-04-01/', ...content };
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: buildXml({ [`${action}Response`]: response }) };
}

/** A key with records of the right shape (RFC 4034): algorithm 13 is ECDSA P-256, digest 2 is SHA-256. */
function madeUp(zone: string, name: string, kmsArn: string, status: string): XmlElement {
  const digest = createHash('sha256').update(`${zone}/${name}/${kmsArn}`).digest();
  const DigestValue = digest.toString('hex').toUpperCase();
  const PublicKey = Buffer.concat([digest, digest]).toString('base64');
  const KeyTag = String(digest.readUInt16BE());
  return {
    Name: name,
    KmsArn: kmsArn,
    Flag: '257',
    SigningAlgorithmMnemonic: 'ECDSAP256SHA256',
    SigningAlgorithmType: '13',
    DigestAlgorithmMnemonic: 'SHA-256',
    DigestAlgorithmType: '2',
    KeyTag,
    DigestValue,
    PublicKey,
    DSRecord: `${KeyTag} 13 2 ${DigestValue}`,
    DNSKEYRecord: `257 3 13 ${PublicKey}`,
    Status: status,
    CreatedDate: '2025-01-01T00:00:00Z',
    LastModifiedDate: '2025-01-01T00:00:00Z',
  };
}
