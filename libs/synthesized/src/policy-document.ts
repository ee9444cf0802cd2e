import { statementsIn, type WrittenStatement } from '@malinshopper/aws-facts';
import { withArns } from './arns';
import type { Resource } from './stack';
import type { World } from './world';

/** A statement of an IAM policy, with lists for all members that can be one or many. */
export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** None, if the statement has `NotAction`. */
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** By kind: `{ AWS: ['*'] }`; `Principal: '*'` is `{ AWS: ['*'] }` too. Undefined in identity policies. */
  readonly principals: Readonly<Record<string, readonly string[]>> | undefined;
  /** The principals that `NotPrincipal` excludes, by kind. Undefined in statements without it. */
  readonly notPrincipals: Readonly<Record<string, readonly string[]>> | undefined;
  /** By operator and key: `{ Bool: { 'aws:SecureTransport': ['false'] } }`. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /**
   * Members that are no element of a statement, or have a value that IAM does not accept: no rule can interpret them.
   */
  readonly unread: readonly string[];
}

type Raw = Record<string, unknown>;

const list = (value: unknown): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
const lists = (value: unknown) =>
  Object.fromEntries(Object.entries((value ?? {}) as Raw).map(([name, each]) => [name, list(each)]));
const principalsIn = (value: unknown) =>
  value === undefined ? undefined : typeof value === 'string' ? { AWS: [value] } : lists(value);

/** IAM user guide, "IAM JSON policy elements reference". */
const elements = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

const unreadIn = (raw: Raw): string[] => [
  ...Object.keys(raw).filter((element) => !elements.has(element)),
  ...(['Allow', 'Deny'].includes(String(raw['Effect'])) ? [] : [`Effect ${JSON.stringify(raw['Effect'])}`]),
];

const asStatement = (raw: Raw): Statement => ({
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
  unread: unreadIn(raw),
});

/** Returns the text of a policy, or undefined if the resource has no policy. */
function textOf(resource: Resource, world: World, attribute: string): string | undefined {
  const text = world.resolve(resource.config[attribute], resource.stack);
  return text === undefined || text === null ? undefined : String(text);
}

/** @throws if the text is no JSON */
function read(resource: Resource, attribute: string, text: string): readonly WrittenStatement[] {
  try {
    return statementsIn(text);
  } catch {
    throw new Error(
      `${resource.address} (${resource.path}): ${attribute} is no JSON, so no rule can judge it. It begins with ` +
        `${JSON.stringify(text.slice(0, 60))}. Write it with policyDocument (libs/constructs).`,
    );
  }
}

/**
 * The statements of a policy in an attribute of a resource.
 * @returns none if there is no policy
 * @throws if the attribute is no JSON: policies are plain JSON here, so that rules can check them
 */
export function statementsOf(resource: Resource, world: World, attribute = 'policy'): Statement[] {
  const text = textOf(resource, world, attribute);
  return text === undefined ? [] : read(resource, attribute, text).map((raw) => asStatement(raw as unknown as Raw));
}

/**
 * The same as AWS gets them: with ARNs in place of references (see `withArns`), in the form of the document.
 * @throws if the attribute is no JSON
 */
export function writtenStatementsOf(
  resource: Resource,
  world: World,
  attribute = 'policy',
): readonly WrittenStatement[] {
  const text = world.written(resource.config[attribute], resource.stack);
  if (text === undefined || text === null) return [];
  return read(resource, attribute, withArns(String(text), resource.stack, world));
}

/**
 * Returns the statements of a policy with references resolved to ARNs, in the policy model of the rules.
 * @throws if the attribute is no JSON
 */
export function statementsWithArnsOf(resource: Resource, world: World, attribute = 'policy'): Statement[] {
  return writtenStatementsOf(resource, world, attribute).map((raw) => asStatement(raw as unknown as Raw));
}
