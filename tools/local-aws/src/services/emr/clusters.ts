import type { Call, Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { newFleet } from './fleets';
import { clusterArn, findCluster, namedClusters, newId, now, stateOf, type Cluster, type State } from './state';

/** The members of RunJobFlow that a Cluster returns under the same name (API reference: Cluster). */
const AS_WRITTEN = [
  'AutoScalingRole',
  'Configurations',
  'CustomAmiId',
  'EbsRootVolumeSize',
  'LogEncryptionKmsKeyId',
  'LogUri',
  'Name',
  'ReleaseLabel',
  'SecurityConfiguration',
  'ServiceRole',
  'VisibleToAllUsers',
] as const;

/** The members of Instances that Ec2InstanceAttributes returns under the same name. */
const OF_INSTANCES = [
  'AdditionalMasterSecurityGroups',
  'AdditionalSlaveSecurityGroups',
  'EmrManagedMasterSecurityGroup',
  'EmrManagedSlaveSecurityGroup',
  'ServiceAccessSecurityGroup',
] as const;

/** Clusters from their beginning to their end (API reference: RunJobFlow, DescribeCluster, TerminateJobFlows, ...). */
export function clusters(store: Store<State>): Record<string, Operation> {
  return {
    RunJobFlow: (call) => {
      const request = jsonParameters(call);
      const cluster = started(call, store.of(call), request);
      const id = jsonText(cluster.info['Id']);
      store.of(call).clusters.set(id, cluster);
      return jsonReply({ JobFlowId: id, ClusterArn: clusterArn(call, id) });
    },
    DescribeCluster: (call) => {
      const { info } = findCluster(store.of(call), jsonText(jsonParameters(call)['ClusterId']));
      return jsonReply({ Cluster: info });
    },
    ListClusters: (call) => {
      const wanted = jsonList(jsonParameters(call)['ClusterStates']).map(jsonText);
      const found = [...store.of(call).clusters.values()].filter(
        (cluster) => wanted.length === 0 || wanted.includes(stateOf(cluster)),
      );
      return jsonReply({
        Clusters: found.map(({ info: { Id, Name, Status, ClusterArn } }) => ({ Id, Name, Status, ClusterArn })),
      });
    },
    TerminateJobFlows: (call) => {
      const named = namedClusters(store.of(call), jsonParameters(call));
      if (named.some(({ info }) => info['TerminationProtected'] === true)) {
        const message = 'Could not shut down one or more job flows since they are termination protected.';
        throw new AwsFailure('ValidationException', message);
      }
      for (const { info } of named) info['Status'] = status('TERMINATED', 'USER_REQUEST');
      return jsonReply();
    },
    ListBootstrapActions: (call) => {
      const cluster = findCluster(store.of(call), jsonText(jsonParameters(call)['ClusterId']));
      return jsonReply({ BootstrapActions: cluster.bootstrapActions });
    },
    ListInstanceGroups: () => {
      const message = 'Instance fleets and instance groups are mutually exclusive.';
      throw new AwsFailure('InvalidRequestException', message);
    },
  };
}

function started(call: Call, state: State, request: JsonObject): Cluster {
  const instances = jsonObject(request['Instances']);
  const fleets = jsonList(instances['InstanceFleets']).map((config) => newFleet(jsonObject(config)));
  if (fleets.length === 0) {
    const message = 'The embedded AWS knows EMR clusters with instance fleets only: use InstanceFleets.';
    throw new AwsFailure('NotImplementedByEmbeddedAws', message);
  }
  const security = jsonText(request['SecurityConfiguration']);
  if (security !== '' && !state.securityConfigurations.has(security)) {
    throw new AwsFailure('ValidationException', `Security configuration with name '${security}' does not exist.`);
  }
  const id = newId('j-');
  const info: JsonObject = {
    Id: id,
    ClusterArn: clusterArn(call, id),
    Status: status('WAITING'),
    InstanceCollectionType: 'INSTANCE_FLEET',
    Ec2InstanceAttributes: instanceAttributes(request, instances),
    MasterPublicDnsName: `ip-10-0-0-10.${call.region}.compute.internal`,
    Applications: jsonList(request['Applications']),
    Tags: jsonList(request['Tags']),
    AutoTerminate: instances['KeepJobFlowAliveWhenNoSteps'] !== true,
    TerminationProtected: instances['TerminationProtected'] === true,
    UnhealthyNodeReplacement: instances['UnhealthyNodeReplacement'] === true,
    ScaleDownBehavior: request['ScaleDownBehavior'] ?? 'TERMINATE_AT_TASK_COMPLETION',
    StepConcurrencyLevel: request['StepConcurrencyLevel'] ?? 1,
  };
  for (const field of AS_WRITTEN) if (request[field] !== undefined) info[field] = request[field];
  const autoTermination = request['AutoTerminationPolicy'];
  return {
    info,
    fleets,
    // No cluster of this project begins with steps.
    steps: [],
    bootstrapActions: jsonList(request['BootstrapActions']).map((action) => command(jsonObject(action))),
    ...(autoTermination !== undefined && { autoTermination: jsonObject(autoTermination) }),
  };
}

function instanceAttributes(request: JsonObject, instances: JsonObject): JsonObject {
  const subnets = jsonList(instances['Ec2SubnetIds']);
  const attributes: JsonObject = {
    IamInstanceProfile: request['JobFlowRole'],
    // EMR chooses the subnet in the zone in which it finds the requested instances.
    Ec2SubnetId: jsonText(instances['Ec2SubnetId']) || jsonText(subnets[0]),
    RequestedEc2SubnetIds: subnets,
  };
  for (const field of OF_INSTANCES) if (instances[field] !== undefined) attributes[field] = instances[field];
  return attributes;
}

/** Written as BootstrapActionConfig, returned as Command. */
function command(action: JsonObject): JsonObject {
  const script = jsonObject(action['ScriptBootstrapAction']);
  return { Name: action['Name'], ScriptPath: script['Path'], Args: jsonList(script['Args']) };
}

function status(State: string, Code?: string): JsonObject {
  return { State, StateChangeReason: Code ? { Code } : {}, Timeline: { CreationDateTime: now() } };
}
