import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { jsonObject, jsonParameters, jsonReply, jsonText } from '../../protocols/json';
import { findCluster, findLiving, type State } from './state';

/**
 * The scaling and the automatic termination of a cluster (API reference: ManagedScalingPolicy, AutoTerminationPolicy).
 */
export function policies(store: Store<State>): Record<string, Operation> {
  return {
    PutManagedScalingPolicy: (call) => {
      const request = jsonParameters(call);
      const cluster = findLiving(store.of(call), jsonText(request['ClusterId']));
      cluster.managedScaling = jsonObject(request['ManagedScalingPolicy']);
      return jsonReply();
    },
    GetManagedScalingPolicy: (call) => {
      const { managedScaling } = findCluster(store.of(call), jsonText(jsonParameters(call)['ClusterId']));
      return jsonReply({ ManagedScalingPolicy: managedScaling });
    },
    RemoveManagedScalingPolicy: (call) => {
      delete findLiving(store.of(call), jsonText(jsonParameters(call)['ClusterId'])).managedScaling;
      return jsonReply();
    },
    PutAutoTerminationPolicy: (call) => {
      const request = jsonParameters(call);
      const cluster = findLiving(store.of(call), jsonText(request['ClusterId']));
      cluster.autoTermination = jsonObject(request['AutoTerminationPolicy']);
      return jsonReply();
    },
    GetAutoTerminationPolicy: (call) => {
      const { autoTermination } = findCluster(store.of(call), jsonText(jsonParameters(call)['ClusterId']));
      return jsonReply({ AutoTerminationPolicy: autoTermination });
    },
    RemoveAutoTerminationPolicy: (call) => {
      delete findLiving(store.of(call), jsonText(jsonParameters(call)['ClusterId'])).autoTermination;
      return jsonReply();
    },
  };
}
