import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonText, type JsonObject } from '../../protocols/json';
import type { Guard } from './guard';

/** API reference, DeleteDeliverySource and DeleteDeliveryDestination: `ConflictException` while a delivery is associated with it. */
const unlessDelivered =
  (what: string, isOf: (delivery: JsonObject, name: string) => boolean): Guard =>
  async (call, standing) => {
    const name = jsonText(jsonParameters(call)['name']);
    const { deliveries } = await standing.json('logs', 'Logs_20140328.DescribeDeliveries');
    if (!jsonList(deliveries).some((delivery) => isOf(jsonObject(delivery), name))) return;
    throw new AwsFailure(
      'ConflictException',
      `The delivery ${what} ${name} is associated with a delivery: delete that first.`,
    );
  };

export const logGuards = {
  DeleteDeliverySource: unlessDelivered('source', ({ deliverySourceName }, name) => deliverySourceName === name),
  DeleteDeliveryDestination: unlessDelivered('destination', ({ deliveryDestinationArn }, name) =>
    jsonText(deliveryDestinationArn).endsWith(`:delivery-destination:${name}`),
  ),
};
