import type { Resource } from './stack';
import type { World } from './world';

/** A statement of an IAM policy, whatever may be one or many made many. */
export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** None, if the statement says `NotAction`. */
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** By kind: `{ AWS: ['*'] }`; `Principal: '*'` is `{ AWS: ['*'] }` too. Undefined in policies of identities. */
  readonly principals: Readonly<Record<string, readonly string[]>> | undefined;
  /** Whom `NotPrincipal` leaves out of everybody, by kind. Undefined in statements that do not say it. */
  readonly notPrincipals: Readonly<Record<string, readonly string[]>> | undefined;
  /** By operator and key: `{ Bool: { 'aws:SecureTransport': ['false'] } }`. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

type Raw = Record<string, unknown>;

const list = (value: unknown): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
const lists = (value: unknown) =>
  Object.fromEntries(Object.entries((value ?? {}) as Raw).map(([name, each]) => [name, list(each)]));
const principalsIn = (value: unknown) =>
  value === undefined ? undefined : typeof value === 'string' ? { AWS: [value] } : lists(value);

/**
 * The statements of a policy in an attribute of a resource.
 * @returns none if there is no policy
 * @throws if the attribute is no JSON: policies are written as plain JSON here, so that they can be judged
 */
export function statementsOf(resource: Resource, world: World, attribute = 'policy'): Statement[] {
  const text = world.resolve(resource.config[attribute], resource.stack);
  if (text === undefined || text === null) return [];
  let document: { Statement?: Raw | Raw[] };
  try {
    document = JSON.parse(String(text)) as typeof document;
  } catch {
    throw new Error(
      `${resource.address} (${resource.path}): ${attribute} is no JSON, so no rule can judge it. It begins with ` +
        `${JSON.stringify(String(text).slice(0, 60))}. Write it with policyDocument (libs/constructs).`,
    );
  }
  const statements = document.Statement ?? [];
  return (Array.isArray(statements) ? statements : [statements]).map((raw) => ({
    sid: String(raw['Sid'] ?? ''),
    effect: raw['Effect'] === 'Deny' ? 'Deny' : 'Allow',
    actions: list(raw['Action']),
    notActions: list(raw['NotAction']),
    resources: list(raw['Resource']),
    notResources: list(raw['NotResource']),
    principals: principalsIn(raw['Principal']),
    notPrincipals: principalsIn(raw['NotPrincipal']),
    conditions: Object.fromEntries(
      Object.entries((raw['Condition'] ?? {}) as Raw).map(([operator, keys]) => [operator, lists(keys)]),
    ),
  }));
}
