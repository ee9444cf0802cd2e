import type { Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { amendJsonReply, jsonParameters, jsonText } from '../protocols/json';

/** A year, unless a key says otherwise (API reference: EnableKeyRotation). */
const DEFAULT_DAYS = 365;

/** KMS (JSON 1.1): moto switches rotation on, but forgets how often. */
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
          if (body['KeyRotationEnabled']) body['RotationPeriodInDays'] = periods.of(call).get(key) ?? DEFAULT_DAYS;
        }),
    },
  };
}
