import type { Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import {
  amendJsonReply,
  jsonList,
  jsonObject,
  jsonParameters,
  jsonReply,
  jsonText,
  withBody,
  type JsonObject,
} from '../../protocols/json';

/** The members of a delivery that can be changed (API reference: UpdateDeliveryConfiguration). */
const CHANGEABLE = ['recordFields', 'fieldDelimiter', 's3DeliveryConfiguration'] as const;

/** Deliveries of logs are moto's; their updates are the gateway's. */
export function deliveries(): Record<string, Operation> {
  const changes = new Store('logs/deliveries', () => new Map<string, JsonObject>());
  return {
    UpdateDeliveryConfiguration: async (call, moto) => {
      const { id, ...written } = jsonParameters(call);
      const reply = await moto(
        withBody({ ...call, headers: { ...call.headers, 'x-amz-target': 'Logs_20140328.GetDelivery' } }, { id }),
      );
      if (reply.status !== 200) return reply;
      const changed = { ...changes.of(call).get(jsonText(id)) };
      for (const field of CHANGEABLE) if (written[field] !== undefined) changed[field] = written[field];
      changes.of(call).set(jsonText(id), changed);
      return jsonReply();
    },
    GetDelivery: async (call, moto) =>
      amendJsonReply(await moto(call), (body) => {
        const delivery = jsonObject(body['delivery']);
        Object.assign(delivery, changes.of(call).get(jsonText(delivery['id'])));
      }),
    DescribeDeliveries: async (call, moto) =>
      amendJsonReply(await moto(call), (body) => {
        for (const delivery of jsonList(body['deliveries']).map(jsonObject)) {
          Object.assign(delivery, changes.of(call).get(jsonText(delivery['id'])));
        }
      }),
    DeleteDelivery: async (call, moto) => {
      const reply = await moto(call);
      if (reply.status === 200) changes.of(call).delete(jsonText(jsonParameters(call)['id']));
      return reply;
    },
  };
}
