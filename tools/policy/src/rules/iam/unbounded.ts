import type { Statement } from '../../model/policy-document';
import { actionsLike, policyPattern, type Action } from './actions';

/**
 * What every request can be made to say: such a condition does not tell which resources are meant. To which service a role
 * may be passed does not tell which role.
 */
const says = {
  nothing:
    /^(aws:(securetransport|requestedregion|multifactor.*|currenttime|epochtime|useragent|referer|viaawsservice|tokenissuetime)|iam:passedtoservice|s3:tlsversion|s3:signatureversion)$/i,
  // Negated operators, `...IfExists` and `ForAllValues` let everything through that lacks the key.
  onlyMaybe: /not|ifexists$|^null$|^forallvalues/i,
};

/** Whether a statement is narrowed down by a condition on the caller, on tags, on names or on the service that asks. */
function hasNarrowingCondition({ conditions }: Statement): boolean {
  return Object.entries(conditions).some(
    ([operator, keys]) =>
      !says.onlyMaybe.test(operator) &&
      Object.entries(keys).some(([key, values]) => !says.nothing.test(key) && !values.includes('*')),
  );
}

/** What stands in an ARN for the name of a resource that nobody has thought of. */
const nobodysName = 'of-nobody-yet';
const covered = new Map<string, boolean>();

/** Whether a pattern of resources takes in every resource of a type, as `*`, `arn:aws:s3:::*` and `...:role/*` do. */
export function coversAll(pattern: string, arnOfType: string): boolean {
  const key = `${pattern} ${arnOfType}`;
  const before = covered.get(key);
  if (before !== undefined) return before;
  const any = arnOfType.replace(/\$\{[^}]*\}/g, nobodysName).split(':');
  const given = pattern.split(':');
  // Where it is does not bound it: an account's resources of a region are all there is.
  for (const place of [1, 3, 4]) if (given.length > 5) any[place] = given[place] ?? '';
  const covers = policyPattern(pattern).test(any.join(':'));
  covered.set(key, covers);
  return covers;
}

/** Whether an action may be done to every resource of a kind that it needs. Those without resources have nothing to bound. */
function isUnbounded({ resources }: Action, given: readonly string[]): boolean {
  const covers = ({ arn }: Action['resources'][number]) => given.some((pattern) => coversAll(pattern, arn));
  const required = resources.filter((type) => type.required);
  return resources.length > 0 && (required.length > 0 ? required.every(covers) : resources.some(covers));
}

/**
 * The actions that statements allow on whatever there is: on all resources of every type that the action needs, and under
 * no condition that says which. `ec2:RunInstances` on every image but in one subnet is not among them.
 */
export function unboundedActions(statements: readonly Statement[]): readonly Action[] {
  const given = new Map<Action, string[]>();
  for (const statement of statements) {
    if (statement.effect === 'Deny' || hasNarrowingCondition(statement)) continue;
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

/** `NotResource` leaves everything else: that is not bounded. */
const resourcesOf = ({ resources, notResources }: Statement) => (notResources.length > 0 ? ['*'] : resources);

/** The actions of a statement; with `NotAction`, all but those. */
function allowedBy({ actions, notActions }: Statement): readonly Action[] {
  if (notActions.length === 0) return actions.flatMap(actionsLike);
  const not = notActions.map(policyPattern);
  return actionsLike('*').filter(({ id }) => !not.some((pattern) => pattern.test(id)));
}
