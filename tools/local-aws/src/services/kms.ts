import type { Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { amendJsonReply, jsonObject, jsonParameters, jsonText, withBody } from '../protocols/json';

/** A year, unless a key has its own period (API reference: EnableKeyRotation). */
const DEFAULT_DAYS = 365;

const DAY_S = 86_400;

/**
 * KMS (JSON 1.1): moto enables rotation, but loses its period; and it requires a name for the only policy that a key
 * has.
 */
export function kms(): Service {
  const periods = new Store('kms/rotation-periods', () => new Map<string, number>());
  const keyId = (value: string) => value.slice(value.lastIndexOf('/') + 1);
  return {
    name: 'kms',
    operations: {
      EnableKeyRotation: async (call, moto) => {
        const reply = await moto(call);
        const { KeyId: key, RotationPeriodInDays: days } = jsonParameters(call);
        if (reply.status === 200)
          periods.of(call).set(keyId(jsonText(key)), typeof days === 'number' ? days : DEFAULT_DAYS);
        return reply;
      },
      GetKeyRotationStatus: async (call, moto) =>
        amendJsonReply(await moto(call), (body) => {
          const key = keyId(jsonText(jsonParameters(call)['KeyId']));
          body['KeyId'] ??= `arn:aws:kms:${call.region}:${call.account}:key/${key}`;
          if (!body['KeyRotationEnabled']) return;
          const days = periods.of(call).get(key) ?? DEFAULT_DAYS;
          body['RotationPeriodInDays'] = days;
          body['NextRotationDate'] ??= Math.floor(Date.now() / 1000) + days * DAY_S;
        }),
      // API reference: GetKeyPolicy, "The default value is default".
      GetKeyPolicy: async (call, moto) => {
        const request = jsonParameters(call);
        const name = jsonText(request['PolicyName']) || 'default';
        const reply = await moto(withBody(call, { ...request, PolicyName: name }));
        return amendJsonReply(reply, (body) => (body['PolicyName'] ??= name));
      },
      DescribeKey: async (call, moto) =>
        amendJsonReply(await moto(call), (body) => (jsonObject(body['KeyMetadata'])['MultiRegion'] ??= false)),
    },
  };
}
