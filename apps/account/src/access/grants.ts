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

/** The actions that an app needs for its resources, sorted by what can bound them. */
export interface Grants {
  /** Looks; AWS knows no resource for it. */
  readonly list: readonly string[];
  /** Looks at a resource. */
  readonly read: readonly string[];
  /** Makes a resource, or tags it while it is made: the request carries the team's tag. */
  readonly create: readonly string[];
  /** The same, where AWS knows no resource before it is there. */
  readonly createUnnamed: readonly string[];
  /** Does something to a resource, or with it, that carries the team's tag. */
  readonly change: readonly string[];
  /** What only a deploy does, for which AWS knows neither resources nor tags. */
  readonly set: readonly string[];
}

/** What only a deploy does. */
export const changePhases = phases.filter((phase) => phase !== 'read');

/**
 * What Terraform and AWS call for resources of some types, as libs/aws-facts knows it, sorted by what can bound it. Left out is what
 * is bounded by names or by more conditions: calls about what carries no tag or another team's, those that AWS makes through a service
 * or to hand a role to one (`via`, `service`), and those on new keys, of which the tags do not count yet (see `newKeys`).
 * @param types what the app makes
 * @param lookedAt what it has made by administrators only, and looks at
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

/** What Terraform and AWS call about a kind of resource that may be another team's: a VPC, a subnet, a security group. */
export function onOthers(types: readonly CalledType[], kind: string): string[] {
  return actionsIn(doneBy(types), (call) => call.kind === kind && call.tags === 'others');
}

/** What AWS calls in the caller's name for what Terraform does with resources of some types. */
export const forwardedFor = (types: readonly CalledType[]): readonly ForwardedCall[] =>
  callsDuring(types, changePhases).flatMap(({ action }) => forwardedBy(action));

/** The services to which Terraform passes roles of the app, or of which AWS makes the roles when an account uses them first. */
export const servicesGiven = (types: readonly CalledType[], how: 'iam:PassRole' | 'iam:CreateServiceLinkedRole') =>
  unique(forwardedFor(types).flatMap(({ action, service }) => (action === how && service ? [service] : [])));

/** Each text once, in order. */
export const unique = (all: readonly string[]) => [...new Set(all)].sort();

type Call = Pick<ProviderCall, 'action' | 'kind' | 'tags'>;

const callsDuring = (types: readonly CalledType[], during: readonly Phase[]): readonly Call[] =>
  types.flatMap((type) => during.flatMap((phase) => providerCallsOf(type)[phase] ?? []));

/** What a deploy calls, and AWS for it. */
const doneBy = (types: readonly CalledType[]): readonly Call[] =>
  callsDuring(types, changePhases).flatMap((call) => [call, ...forwarded(call)]);

/** What AWS calls in the caller's name, but for what only some service may ask for. */
const forwarded = ({ action }: Call): Call[] =>
  forwardedBy(action)
    .filter(({ via, service }) => via === undefined && service === undefined)
    .map((call) => ({ action: call.action, kind: call.kind, tags: tagsOfForwarded(call) }));

const actionsIn = (calls: readonly Call[], which: (call: Call) => boolean) =>
  unique(calls.filter(which).map(({ action }) => action));

/** Whether a call gives a role or a user permissions, and so is allowed within a boundary only. */
export const isWithinBoundary = ({ says }: ProviderCall) => says?.['iam:PermissionsBoundary'] !== undefined;

/** Actions but for some. */
export const without = (some: readonly string[], actions: readonly string[]) =>
  actions.filter((action) => !some.includes(action));

/** The services of actions: `ec2` of `ec2:CreateVpc`. */
export function servicesOf(actions: readonly string[]): string[] {
  return unique(actions.map((action) => action.split(':')[0]!));
}
