import type { Call, Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import {
  amendJsonReply,
  jsonList,
  jsonObject,
  jsonParameters,
  jsonReply,
  jsonText,
  type JsonObject,
} from '../../protocols/json';

interface Written {
  logGroupClass?: string;
  /** null: removed. */
  kmsKeyId?: string | null;
}

/** Log groups: moto has neither their class nor later changes of their key. */
export function groups(): Record<string, Operation> {
  const store = new Store('logs/groups', () => new Map<string, Written>());
  // API reference: AssociateKmsKey has the name of the group, or its ARN (resourceIdentifier).
  const groupOf = (request: JsonObject): string => {
    const arn = jsonText(request['resourceIdentifier']);
    return jsonText(request['logGroupName']) || (/:log-group:([^:]+)/.exec(arn)?.[1] ?? '');
  };
  const write = (call: Call, written: Written) => {
    const name = groupOf(jsonParameters(call));
    store.of(call).set(name, { ...store.of(call).get(name), ...written });
  };
  return {
    CreateLogGroup: async (call, moto) => {
      const reply = await moto(call);
      const logGroupClass = jsonText(jsonParameters(call)['logGroupClass']) || 'STANDARD';
      if (reply.status === 200) write(call, { logGroupClass });
      return reply;
    },
    DeleteLogGroup: async (call, moto) => {
      const reply = await moto(call);
      if (reply.status === 200) store.of(call).delete(groupOf(jsonParameters(call)));
      return reply;
    },
    AssociateKmsKey: (call) => {
      write(call, { kmsKeyId: jsonText(jsonParameters(call)['kmsKeyId']) });
      return jsonReply();
    },
    DisassociateKmsKey: (call) => {
      write(call, { kmsKeyId: null });
      return jsonReply();
    },
    DescribeLogGroups: async (call, moto) =>
      amendJsonReply(await moto(call), (body) => {
        for (const group of jsonList(body['logGroups']).map(jsonObject)) {
          const written = store.of(call).get(jsonText(group['logGroupName']));
          group['logGroupClass'] = written?.logGroupClass ?? 'STANDARD';
          if (written?.kmsKeyId === null) delete group['kmsKeyId'];
          else if (written?.kmsKeyId !== undefined) group['kmsKeyId'] = written.kmsKeyId;
        }
      }),
  };
}
