import type { Call, Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { jsonList, jsonObject, jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { findCluster, findLiving, namedClusters, type State } from './state';

/**
 * The settings of a cluster that can be changed while it runs, and its tags (API reference: SetTerminationProtection,
 * ModifyCluster, ...).
 */
export function settings(store: Store<State>): Record<string, Operation> {
  const set = (field: string): Operation => {
    return (call) => {
      const request = jsonParameters(call);
      for (const { info } of namedClusters(store.of(call), request)) info[field] = request[field];
      return jsonReply();
    };
  };
  const tagged = (call: Call): JsonObject => {
    return findCluster(store.of(call), jsonText(jsonParameters(call)['ResourceId'])).info;
  };
  return {
    SetTerminationProtection: set('TerminationProtected'),
    SetUnhealthyNodeReplacement: set('UnhealthyNodeReplacement'),
    SetVisibleToAllUsers: set('VisibleToAllUsers'),
    ModifyCluster: (call) => {
      const request = jsonParameters(call);
      const { info } = findLiving(store.of(call), jsonText(request['ClusterId']));
      info['StepConcurrencyLevel'] = request['StepConcurrencyLevel'];
      return jsonReply({ StepConcurrencyLevel: request['StepConcurrencyLevel'] });
    },
    AddTags: (call) => {
      const info = tagged(call);
      const added = jsonList(jsonParameters(call)['Tags']);
      info['Tags'] = [
        ...without(
          info,
          added.map((tag) => jsonText(jsonObject(tag)['Key'])),
        ),
        ...added,
      ];
      return jsonReply();
    },
    RemoveTags: (call) => {
      const info = tagged(call);
      info['Tags'] = without(info, jsonList(jsonParameters(call)['TagKeys']).map(jsonText));
      return jsonReply();
    },
  };
}

const without = (info: JsonObject, keys: readonly string[]) =>
  jsonList(info['Tags']).filter((tag) => !keys.includes(jsonText(jsonObject(tag)['Key'])));
