import type { Statement } from '@malinshopper/synthesized';
import { isNarrowedBy, type Narrowing } from '../statements';
import { actionsLike, policyPattern, type Action } from './actions';

/** A name in place of every resource of a type: no policy names it. */
const anyName = 'of-no-resource';
const covered = new Map<string, boolean>();

/** True if a pattern of resources matches every resource of a type, as `*`, `arn:aws:s3:::*` and `...:role/*` do. */
export function coversAll(pattern: string, arnOfType: string): boolean {
  const key = `${pattern} ${arnOfType}`;
  const before = covered.get(key);
  if (before !== undefined) return before;
  const any = arnOfType.replace(/\$\{[^}]*\}/g, anyName).split(':');
  const given = pattern.split(':');
  // Partition, region and account narrow nothing: there are no resources elsewhere.
  for (const place of [1, 3, 4]) if (given.length > 5) any[place] = given[place] ?? '';
  const covers = policyPattern(pattern).test(any.join(':'));
  covered.set(key, covers);
  return covers;
}

const something = (value: string) => !/^[*?]+$/.test(value);
/** `s3.eu-west-1.amazonaws.com`, and not `*.amazonaws.com`. */
const aService = (value: string) => /^[a-z0-9-]+\./i.test(value);
/** The ARN of one policy, and not of all policies as `arn:aws:iam::*:policy/*` is. */
const aPolicy = (value: string) =>
  something(value) && !coversAll(value, 'arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}');

/**
 * The condition keys that limit the resources. All others limit the request: its account, principal, time, place or
 * transport. `iam:PassedToService` does not limit the role, and the resources of this account are all resources.
 */
const narrowing: readonly Narrowing[] = [
  { key: /^aws:(resource|request)tag\/./i, by: something },
  { key: /^iam:(permissionsboundary|policyarn)$/i, by: aPolicy },
  { key: /^(iam:awsservicename|kms:viaservice)$/i, by: aService },
  { key: /^cloudwatch:namespace$/i, by: something },
  // Tags of a resource that the same call creates, and not of existing resources.
  { key: /^ec2:createaction$/i, by: something },
];

/**
 * True if an action is allowed on every resource of each type that it needs. Actions without resource types cannot be
 * limited.
 */
function isUnbounded({ resources }: Action, given: readonly string[]): boolean {
  const covers = ({ arn }: Action['resources'][number]) => given.some((pattern) => coversAll(pattern, arn));
  const required = resources.filter((type) => type.required);
  return resources.length > 0 && (required.length > 0 ? required.every(covers) : resources.some(covers));
}

/**
 * The actions that statements allow on every resource: of every type that the action needs, and under no condition that
 * limits them. `ec2:RunInstances` on every image but in one subnet is not among them.
 */
export function unboundedActions(statements: readonly Statement[]): readonly Action[] {
  const given = new Map<Action, string[]>();
  for (const statement of statements) {
    if (statement.effect === 'Deny' || isNarrowedBy(statement, narrowing)) continue;
    for (const action of allowedBy(statement)) {
      given.set(action, [...(given.get(action) ?? []), ...resourcesOf(statement)]);
    }
  }
  const refused = statements.filter(
    (statement) => statement.effect === 'Deny' && statement.resources.includes('*') && isAlways(statement),
  );
  return [...given]
    .filter(([action, resources]) => isUnbounded(action, resources))
    .map(([action]) => action)
    .filter(({ id }) => !refused.some(({ actions }) => actions.some((pattern) => policyPattern(pattern).test(id))));
}

const isAlways = ({ conditions }: Statement) => Object.keys(conditions).length === 0;

/** `NotResource` allows all other resources, which is not limited. */
const resourcesOf = ({ resources, notResources }: Statement) => (notResources.length > 0 ? ['*'] : resources);

/** The actions of a statement; with `NotAction`, all but those. */
function allowedBy({ actions, notActions }: Statement): readonly Action[] {
  if (notActions.length === 0) return actions.flatMap(actionsLike);
  const not = notActions.map(policyPattern);
  return actionsLike('*').filter(({ id }) => !not.some((pattern) => pattern.test(id)));
}
