import { randomBytes } from 'node:crypto';
import type { Call } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonText, type JsonObject } from '../../protocols/json';

/** A step of a cluster, as DescribeStep returns it, and its beginning: in seconds, as all times here. */
export interface Step {
  readonly info: JsonObject;
  readonly beginsAt: number;
}

/** A cluster as DescribeCluster returns it, with the data of other operations. */
export interface Cluster {
  readonly info: JsonObject;
  readonly fleets: JsonObject[];
  readonly bootstrapActions: JsonObject[];
  readonly steps: Step[];
  managedScaling?: JsonObject;
  autoTermination?: JsonObject;
}

/** EMR in one account and region. A cluster that has ended stays, as EMR keeps it for two months. */
export interface State {
  readonly clusters: Map<string, Cluster>;
  readonly securityConfigurations: Map<string, JsonObject>;
}

export function emrStore(): Store<State> {
  return new Store('emr', () => ({ clusters: new Map(), securityConfigurations: new Map() }));
}

/** States in which a cluster has ended (API reference: ClusterStatus). */
const ENDED: readonly string[] = ['TERMINATED', 'TERMINATED_WITH_ERRORS'];

export function stateOf({ info }: Cluster): string {
  return jsonText((info['Status'] as JsonObject)['State']);
}

export function findCluster(state: State, id: string): Cluster {
  const found = state.clusters.get(id);
  if (found) return found;
  throw new AwsFailure('InvalidRequestException', `Cluster id '${id}' is not valid.`);
}

/** A cluster that can be changed. */
export function findLiving(state: State, id: string): Cluster {
  const found = findCluster(state, id);
  if (!ENDED.includes(stateOf(found))) return found;
  throw new AwsFailure(
    'ValidationException',
    'A job flow that is shutting down, terminated, or finished may not be modified.',
  );
}

/** The clusters that an operation on job flows names. */
export function namedClusters(state: State, request: JsonObject): Cluster[] {
  return jsonList(request['JobFlowIds']).map((id) => findCluster(state, jsonText(id)));
}

/** An id in EMR's format: `j-` for a cluster, `if-` for a fleet, and thirteen letters and digits. */
export function newId(prefix: string): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return prefix + [...randomBytes(13)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

export function clusterArn(call: Call, id: string): string {
  return `arn:aws:elasticmapreduce:${call.region}:${call.account}:cluster/${id}`;
}

/** AWS JSON timestamps are numbers of seconds. */
export function now(): number {
  return Math.round(Date.now()) / 1000;
}
