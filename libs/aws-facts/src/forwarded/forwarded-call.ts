import type { ProviderCall } from '../provider-calls/call';

/** The resource kind of a forwarded call, in the terms of the Service Authorization Reference. */
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
 * A call that an AWS service makes with the credentials of the caller of another call (a forward access session, IAM
 * user guide): the caller needs permission for both.
 */
export interface ForwardedCall {
  /** The IAM action: `ec2:GetSecurityGroupsForVpc`. */
  readonly action: string;
  /** @default - the action supports no resource-level permissions */
  readonly kind?: ForwardedKind;
  /** Members of the request: the call is made only if at least one of them is present. @default - it is always made */
  readonly when?: readonly string[];
  /** The service that makes the call, in the condition keys of policies (`kms:ViaService`, `aws:CalledVia`): `rds`. */
  readonly via?: string;
  /**
   * The service to which a role is passed, or for which it is created (`iam:PassedToService`, `iam:AWSServiceName`).
   */
  readonly service?: string;
  /**
   * The error of the caller's call, if the service does not return the error of the forwarded call. @default - that
   * error
   */
  readonly refusal?: { readonly code: string; readonly message: string };
  /** The source at AWS. */
  readonly source: string;
}

/** The kinds of resources with tags. A policy identifies all other kinds by name, or AWS owns these resources. */
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

/** The tag that restricts a forwarded call, in the terms of the provider's calls. */
export function tagsOfForwarded({ kind }: Pick<ForwardedCall, 'kind'>): ProviderCall['tags'] {
  return kind && tags[kind];
}

type Details = Omit<ForwardedCall, 'action' | 'source'>;

/** Several calls with one source. */
export function calls(source: string, actions: readonly string[], details: Details = {}): ForwardedCall[] {
  return actions.map((action) => ({ action, ...details, source }));
}

/** A role of the caller that is passed to a service. */
export function passesRole(service: string, source: string, when?: readonly string[]): ForwardedCall[] {
  return calls(source, ['iam:PassRole'], { kind: 'role', service, ...(when && { when }) });
}

/** The service-linked role that AWS creates when an account uses a service for the first time. */
export function makesRoleOf(service: string, source: string, when?: readonly string[]): ForwardedCall[] {
  return calls(source, ['iam:CreateServiceLinkedRole'], {
    kind: 'service-linked-role',
    service,
    ...(when && { when }),
  });
}

/**
 * The calls that a service makes on a customer managed key, with the permissions of its caller. AWS managed keys need no permission of the caller.
 */
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
