import type { Service } from '../gateway/call';
import { amendJsonReply, jsonObject, jsonText } from '../protocols/json';

/** SQS (JSON 1.0): moto writes these documents with blanks, and Terraform compares them as text. */
export function sqs(): Service {
  return {
    name: 'sqs',
    operations: {
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
