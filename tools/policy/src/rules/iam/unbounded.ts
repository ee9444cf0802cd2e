import type { Statement } from '@malinshopper/synthesized';
import { actionsLike, policyPattern, type Action } from './actions';
import { coversAll } from './covers';
import { isNarrowed } from './narrowing';

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
    if (statement.effect === 'Deny' || isNarrowed(statement)) continue;
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
