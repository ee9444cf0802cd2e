import { type Resource, statementsOf, type World } from '@malinshopper/synthesized';
import { actionsLike } from '../../iam/actions';
import { gives, permissionTypes } from '../../iam/permissions';
import { isOf } from '../../iam/trust';
import type { Rule } from '../../rule';

const reads = new Set(['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue']);
const attribute = /\.master_user_secret\b/;
/** An address of Secrets Manager of which RDS's secrets could be one: RDS names them `rds!...`. */
const couldBeOfRds = (resource: string) => {
  const [, name] = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.*)$/.exec(resource) ?? [];
  return resource === '*' || (name !== undefined && /^(rds|[*?])/.test(name));
};

/** Whether a resource of a statement is, or could be, the secret of a master user, also through what apps publish. */
function isOfTheMaster(resource: string, policy: Resource, world: World): boolean {
  const found = String(world.resolve(resource, policy.stack));
  return attribute.test(resource) || attribute.test(found) || couldBeOfRds(found);
}

/** Whether a policy lets its owner read the secret of a master user. */
function readsTheMaster(policy: Resource, world: World): boolean {
  return statementsOf(policy, world).some(
    ({ effect, actions, notActions, resources, notResources }) =>
      effect === 'Allow' &&
      (notActions.length > 0 || actions.flatMap(actionsLike).some(({ id }) => reads.has(id))) &&
      (notResources.length > 0 || resources.some((resource) => isOfTheMaster(resource, policy, world))),
  );
}

/** The functions of Lambda that a policy's role is for, if it is for nothing else. */
function functionsOf(policy: Resource, world: World): readonly Resource[] {
  const [role] = world.namedBy(policy).filter(({ type }) => type === 'aws_iam_role');
  if (!role || !isOf(role, 'lambda.amazonaws.com', world)) return [];
  if (world.thatName(role, 'aws_iam_instance_profile').length > 0) return [];
  return world.thatName(role, 'aws_lambda_function').filter(({ app }) => app === 'data');
}

export const masterSecretRules: readonly Rule[] = [
  {
    id: 'MAL_RDS_10',
    covers: ['D2'],
    title: 'Nothing but the job that makes users reads the secret of the master user of a database server',
    severity: 'critical',
    why: 'With it, a hole in PHP or any branch would read and drop the schema of every environment on the server',
    fix: "Name the secret of the role's tier (contract of data: databaseSecretArns)",
    types: [...permissionTypes],
    about: (policy, world) => gives(policy, world) && readsTheMaster(policy, world),
    check: (policy, world) =>
      functionsOf(policy, world).length > 0
        ? undefined
        : 'it may read the secret of a master user, and is not of that job',
  },
];
