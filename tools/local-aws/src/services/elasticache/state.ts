import type { Call, Operation, Reply } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { queryParameters, queryReply } from '../../protocols/query';
import { text, type XmlElement } from '../../protocols/xml';

/** A replication group: its written members, and the number of its nodes. */
export interface ReplicationGroup {
  readonly name: string;
  readonly written: XmlElement;
  readonly nodes: number;
  /** The changes of its nodes in the next maintenance window. @default - none */
  readonly waiting?: { readonly since: number; readonly values: XmlElement } | undefined;
}

export interface SubnetGroup {
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  /** Zones by subnet. */
  readonly subnets: ReadonlyMap<string, string>;
}

/** ElastiCache in a region of an account. ElastiCache keeps every name in lower case. */
export interface Caches {
  readonly replicationGroups: Map<string, ReplicationGroup>;
  readonly subnetGroups: Map<string, SubnetGroup>;
  /** Tags by ARN. */
  readonly tags: Map<string, Map<string, string>>;
}

export const cachesStore = () =>
  new Store<Caches>('elasticache', () => ({ replicationGroups: new Map(), subnetGroups: new Map(), tags: new Map() }));

export const arn = (call: Call, kind: string, name: string) =>
  `arn:aws:elasticache:${call.region}:${call.account}:${kind}:${name}`;

const NAMESPACE = 'http://elasticache.amazonaws.com/doc/2015-02-02/';

/** The operations of one kind, each a function from the request's form to the result, under its action's name. */
export function answering(
  actions: Record<string, (form: XmlElement, ...rest: Parameters<Operation>) => XmlElement | Promise<XmlElement>>,
): Record<string, Operation> {
  const operation =
    (action: string, run: (typeof actions)[string]): Operation =>
    async (call, moto): Promise<Reply> =>
      queryReply(action, NAMESPACE, await run(queryParameters(call.body), call, moto));
  return Object.fromEntries(Object.entries(actions).map(([action, run]) => [action, operation(action, run)]));
}

/**
 * Returns the resource that a request names, or all resources of the kind if the request names none.
 * @throws as ElastiCache does (API reference: `...NotFoundFault`, status 404) if no resource has the name
 */
export function named<T>(all: ReadonlyMap<string, T>, wanted: string, fault: string, kind: string): T[] {
  if (wanted === '') return [...all.values()];
  const found = all.get(wanted.toLowerCase());
  if (found === undefined) throw new AwsFailure(fault, `${kind} ${wanted} not found.`, 404);
  return [found];
}

/** The name in a field of a request, in lower case. */
export const nameIn = (form: XmlElement, field: string) => text(form[field]).toLowerCase();
