import type { Service } from '../gateway/call';
import { amendJsonReply, jsonObject, jsonParameters, jsonText, withBody, type JsonObject } from '../protocols/json';

/** SQS (JSON 1.0): moto writes these documents with blanks, and Terraform compares them as text. */
export function sqs(): Service {
  return {
    name: 'sqs',
    operations: {
      // moto forgets the queue's policy whenever anything else is set (API reference: SetQueueAttributes keeps it).
      SetQueueAttributes: async (call, moto) => {
        const request = jsonParameters(call);
        const written = jsonObject(request['Attributes']);
        if (written['Policy'] !== undefined) return moto(call);
        const headers = { ...call.headers, 'x-amz-target': 'AmazonSQS.GetQueueAttributes' };
        const asked = { QueueUrl: request['QueueUrl'], AttributeNames: ['Policy'] };
        const present = await moto({ ...withBody(call, asked), headers });
        if (present.status !== 200) return present;
        const { Attributes: kept } = JSON.parse(present.body.toString() || '{}') as JsonObject;
        return moto(withBody(call, { ...request, Attributes: { ...jsonObject(kept), ...written } }));
      },
      GetQueueAttributes: async (call, moto) =>
        amendJsonReply(await moto(call), (body) => {
          const attributes = jsonObject(body['Attributes']);
          for (const name of ['RedrivePolicy', 'RedriveAllowPolicy']) {
            const document = jsonText(attributes[name]);
            if (document !== '') attributes[name] = JSON.stringify(JSON.parse(document));
          }
        }),
    },
  };
}
