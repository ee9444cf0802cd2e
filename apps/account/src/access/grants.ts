import {
  forwardedBy,
  phases,
  providerCallsOf,
  tagsOfForwarded,
  type CalledType,
  type ForwardedCall,
  type Phase,
  type ProviderCall,
} from '@malinshopper/aws-facts';
import { onNewKeys } from './new-keys';

/** The actions that an app needs for its resources, grouped by the way in which IAM can restrict them. */
export interface Grants {
  /** Read calls without resource-level permissions. */
  readonly list: readonly string[];
  /** Read calls on a resource. */
  readonly read: readonly string[];
  /** Calls that create a resource, or tag it at its creation. The request contains the team's tag. */
  readonly create: readonly string[];
  /** Calls that create a resource, if AWS supports no resource-level permission for them. */
  readonly createUnnamed: readonly string[];
  /** Calls that change or use a resource with the team's tag. */
  readonly change: readonly string[];
  /** Calls of a deploy that support neither resource-level permissions nor tags. */
  readonly set: readonly string[];
}

/** The phases of a deploy that a plan does not have. */
export const changePhases = phases.filter((phase) => phase !== 'read');

/**
 * The calls that Terraform and AWS make for resources of some types, from libs/aws-facts, grouped by the way in which
 * IAM can restrict them. Calls that need a restriction by name or more conditions are not included: calls on resources
 * without a tag or with another team's tag; calls that AWS makes through a service or to pass a role to one (`via`,
 * `service`); and calls on new keys, because their tags do not yet count (see `newKeys`).
 * @param types the types that the app creates
 * @param lookedAt the types that the app reads, and that only administrators create
 */
export function grantsFor(types: readonly CalledType[], lookedAt: readonly CalledType[] = []): Grants {
  const looks = callsDuring([...types, ...lookedAt], ['read']);
  const done = doneBy(types);
  const list = actionsIn(looks, ({ kind }) => kind === undefined);
  const read = actionsIn(looks, ({ kind }) => kind !== undefined);
  const of = (tags: ProviderCall['tags'], isNamed: boolean) =>
    actionsIn(done, (call) => call.tags === tags && (call.kind !== undefined) === isNamed);
  return {
    list,
    read,
    create: of('new', true),
    createUnnamed: of('new', false),
    change: without([...read, ...onNewKeys], of('own', true)),
    set: without(list, of(undefined, false)),
  };
}

/** The calls on resources of a kind (a VPC, a subnet, a security group) that can belong to another team. */
export function onOthers(types: readonly CalledType[], kind: string): string[] {
  return actionsIn(doneBy(types), (call) => call.kind === kind && call.tags === 'others');
}

/** The calls that AWS makes on behalf of the caller for Terraform's calls on resources of some types. */
export const forwardedFor = (types: readonly CalledType[]): readonly ForwardedCall[] =>
  callsDuring(types, changePhases).flatMap(({ action }) => forwardedBy(action));

/**
 * The services to which Terraform passes roles of the app, or for which AWS creates a service-linked role at the first
 * use.
 */
export const servicesGiven = (types: readonly CalledType[], how: 'iam:PassRole' | 'iam:CreateServiceLinkedRole') =>
  unique(forwardedFor(types).flatMap(({ action, service }) => (action === how && service ? [service] : [])));

/** Each text once, sorted. */
export const unique = (all: readonly string[]) => [...new Set(all)].sort();

type Call = Pick<ProviderCall, 'action' | 'kind' | 'tags'>;

const callsDuring = (types: readonly CalledType[], during: readonly Phase[]): readonly Call[] =>
  types.flatMap((type) => during.flatMap((phase) => providerCallsOf(type)[phase] ?? []));

/** The calls of a deploy, and the calls that AWS makes on its behalf. */
const doneBy = (types: readonly CalledType[]): readonly Call[] =>
  callsDuring(types, changePhases).flatMap((call) => [call, ...forwarded(call)]);

/** The calls that AWS makes on behalf of the caller, except the calls that only a certain service can make. */
const forwarded = ({ action }: Call): Call[] =>
  forwardedBy(action)
    .filter(({ via, service }) => via === undefined && service === undefined)
    .map((call) => ({ action: call.action, kind: call.kind, tags: tagsOfForwarded(call) }));

const actionsIn = (calls: readonly Call[], which: (call: Call) => boolean) =>
  unique(calls.filter(which).map(({ action }) => action));

/**
 * True if a call sets permissions of a role or a user. Such a call is allowed only if the role or user has the
 * boundary.
 */
export const isWithinBoundary = ({ says }: ProviderCall) => says?.['iam:PermissionsBoundary'] !== undefined;

/** The actions without some of them. */
export const without = (some: readonly string[], actions: readonly string[]) =>
  actions.filter((action) => !some.includes(action));

/** The services of actions: `ec2` of `ec2:CreateVpc`. */
export function servicesOf(actions: readonly string[]): string[] {
  return unique(actions.map((action) => action.split(':')[0]!));
}
