import type { Call, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import {
  amendJsonReply,
  jsonList,
  jsonObject,
  jsonParameters,
  jsonText,
  withBody,
  type JsonObject,
  parsedJson,
} from '../protocols/json';

/** The attributes that moto loses: the policy whenever another attribute is set, the redrive allow policy at once. */
const FORGOTTEN = ['Policy', 'RedriveAllowPolicy'] as const;

/** SQS (JSON 1.0). */
export function sqs(): Service {
  const store = new Store('sqs', () => new Map<string, JsonObject>());
  const queueOf = (call: Call) => {
    const { QueueUrl, QueueName } = jsonParameters(call);
    return jsonText(QueueName) || (jsonText(QueueUrl).split('/').at(-1) ?? '');
  };
  const remember = (call: Call) => {
    const written = jsonObject(jsonParameters(call)['Attributes']);
    const kept = { ...store.of(call).get(queueOf(call)) };
    for (const name of FORGOTTEN) if (written[name] !== undefined) kept[name] = written[name];
    store.of(call).set(queueOf(call), kept);
  };

  return {
    name: 'sqs',
    operations: {
      CreateQueue: async (call, moto) => {
        const reply = await moto(call);
        if (reply.status === 200) remember(call);
        return reply;
      },
      // An attribute that is not named stays as it is; an empty one is none (API reference: SetQueueAttributes).
      SetQueueAttributes: async (call, moto) => {
        const reply = await moto(call);
        if (reply.status === 200) remember(call);
        return reply;
      },
      DeleteQueue: async (call, moto) => {
        const reply = await moto(call);
        if (reply.status === 200) store.of(call).delete(queueOf(call));
        return reply;
      },
      GetQueueAttributes: async (call, moto) => {
        const request = jsonParameters(call);
        const asked = jsonList(request['AttributeNames']);
        const all = withBody(call, { ...request, AttributeNames: ['All'] });
        return amendJsonReply(await moto(all), (body) => {
          const present: JsonObject = {
            ...jsonObject(body['Attributes']),
            Policy: '',
            ...store.of(call).get(queueOf(call)),
          };
          // moto writes this document with blanks, and Terraform compares it as text.
          const redrive = jsonText(present['RedrivePolicy']);
          if (redrive !== '') present['RedrivePolicy'] = JSON.stringify(parsedJson(redrive));
          const wanted = Object.entries(present).filter(
            ([name, value]) => value !== '' && (asked.includes('All') || asked.includes(name)),
          );
          body['Attributes'] = Object.fromEntries(wanted);
        });
      },
    },
  };
}
