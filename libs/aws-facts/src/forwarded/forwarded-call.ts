import type { ProviderCall } from '../provider-calls/call';

/** What a forwarded call is about, in the words of the Service Authorization Reference. */
export type ForwardedKind =
  | 'bucket'
  | 'distribution'
  | 'image'
  | 'instance'
  | 'key'
  | 'launch-template'
  | 'loadbalancer/app/'
  | 'network-interface'
  | 'object'
  | 'role'
  | 'Secret'
  | 'security-group'
  | 'service-linked-role'
  | 'snapshot'
  | 'subnet'
  | 'volume'
  | 'vpc'
  | 'webacl';

/**
 * A call that a service of AWS makes with the credentials of the caller of another call (a forward access session, IAM user guide):
 * the caller has to be allowed both.
 */
export interface ForwardedCall {
  /** In the words of IAM: `ec2:GetSecurityGroupsForVpc`. */
  readonly action: string;
  /** @default - AWS knows no resource for the action */
  readonly kind?: ForwardedKind;
  /** The members of the request without any of which the call is not made. @default - it is always made */
  readonly when?: readonly string[];
  /** The service that makes the call, where policies ask for it (`kms:ViaService`, `aws:CalledVia`): `rds`. */
  readonly via?: string;
  /** The service that a role is passed to or made for (`iam:PassedToService`, `iam:AWSServiceName`). */
  readonly service?: string;
  /** How the service refuses the caller's call, where it does not say what it was refused itself. @default - as it was refused */
  readonly refusal?: { readonly code: string; readonly message: string };
  /** Where AWS says so. */
  readonly source: string;
}

/** Kinds that carry tags. A policy knows the others by their names, or AWS owns them. */
const tags: Partial<Record<ForwardedKind, ProviderCall['tags']>> = {
  distribution: 'own',
  instance: 'new',
  key: 'own',
  'launch-template': 'own',
  'loadbalancer/app/': 'own',
  'security-group': 'own',
  snapshot: 'own',
  subnet: 'others',
  volume: 'new',
  vpc: 'others',
  webacl: 'own',
};

/** The tag that bounds a forwarded call, in the words of the provider's calls. */
export function tagsOfForwarded({ kind }: Pick<ForwardedCall, 'kind'>): ProviderCall['tags'] {
  return kind && tags[kind];
}

type Details = Omit<ForwardedCall, 'action' | 'source'>;

/** Several calls that one source names. */
export function calls(source: string, actions: readonly string[], details: Details = {}): ForwardedCall[] {
  return actions.map((action) => ({ action, ...details, source }));
}

/** A role of the caller's that is handed to a service. */
export function passesRole(service: string, source: string, when?: readonly string[]): ForwardedCall[] {
  return calls(source, ['iam:PassRole'], { kind: 'role', service, ...(when && { when }) });
}

/** The role of a service that AWS makes when an account uses it for the first time. */
export function makesRoleOf(service: string, source: string, when?: readonly string[]): ForwardedCall[] {
  return calls(source, ['iam:CreateServiceLinkedRole'], {
    kind: 'service-linked-role',
    service,
    ...(when && { when }),
  });
}

/** What a service does with a customer managed key for its caller. Keys that AWS manages ask nobody. */
export function usesKey(
  via: string,
  source: string,
  operations: readonly string[],
  when?: readonly string[],
): ForwardedCall[] {
  const actions = operations.map((operation) => `kms:${operation}`);
  return calls(source, actions, { kind: 'key', via, ...(when && { when }) });
}

export type ForwardedCalls = Readonly<Record<string, readonly ForwardedCall[]>>;
