import type { Call, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { AwsFailure } from '../protocols/failure';
import { jsonObject, jsonParameters, jsonReply, jsonText, type JsonObject } from '../protocols/json';

/**
 * IAM Access Analyzer (REST JSON, 2019-11-01): its analyzers, which find nothing. The gateway implements all of it:
 * moto has none.
 */
export function accessAnalyzer(): Service {
  const store = new Store('access-analyzer', () => new Map<string, JsonObject>());
  const find = (call: Call): JsonObject => {
    const found = store.of(call).get(call.pathParameters['Name'] ?? '');
    if (found) return found;
    throw new AwsFailure('ResourceNotFoundException', `No analyzer ${call.pathParameters['Name']}.`, 404);
  };
  const tagsOf = (call: Call): JsonObject => {
    const named = call.pathParameters['Arn'];
    for (const { arn, tags } of store.of(call).values()) if (arn === named) return jsonObject(tags);
    throw new AwsFailure('ResourceNotFoundException', `No analyzer ${named}.`, 404);
  };
  return {
    name: 'access-analyzer',
    whole: true,
    operations: {
      'PUT /analyzer': (call) => {
        const request = jsonParameters(call);
        const name = jsonText(request['analyzerName']);
        if (store.of(call).has(name)) {
          throw new AwsFailure('ConflictException', `There is an analyzer ${name} already.`, 409);
        }
        const arn = `arn:aws:access-analyzer:${call.region}:${call.account}:analyzer/${name}`;
        store.of(call).set(name, {
          arn,
          name,
          type: request['type'],
          status: 'ACTIVE',
          createdAt: new Date().toISOString(),
          tags: jsonObject(request['tags']),
        });
        return jsonReply({ arn });
      },
      'GET /analyzer': (call) => jsonReply({ analyzers: [...store.of(call).values()] }),
      'GET /analyzer/{Name}': (call) => jsonReply({ analyzer: find(call) }),
      'DELETE /analyzer/{Name}': (call) => {
        store.of(call).delete(jsonText(find(call)['name']));
        return jsonReply();
      },
      'GET /tags/{Arn+}': (call) => jsonReply({ tags: tagsOf(call) }),
      'POST /tags/{Arn+}': (call) => {
        Object.assign(tagsOf(call), jsonObject(jsonParameters(call)['tags']));
        return jsonReply();
      },
      'DELETE /tags/{Arn+}': (call) => {
        const tags = tagsOf(call);
        for (const key of call.query.getAll('tagKeys')) delete tags[key];
        return jsonReply();
      },
    },
  };
}
