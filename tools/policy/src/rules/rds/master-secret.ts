import { type Resource, statementsOf, type World } from '@malinshopper/synthesized';
import { custom } from '../ask';
import { actionsLike } from '../iam/actions';
import { gives, permissionTypes } from '../iam/permissions';
import { isOf } from '../trust';
import { allowing } from '../statement-asks';
import { rulesOf } from '../table';

const reads = new Set(['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue']);
const attribute = /\.master_user_secret\b/;
/** An ARN of Secrets Manager that can match a secret of RDS, with a name `rds!...`. */
const couldBeOfRds = (resource: string) => {
  const [, name] = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.*)$/.exec(resource) ?? [];
  return resource === '*' || (name !== undefined && /^(rds|[*?])/.test(name));
};

/** True if a resource of a statement is, or can match, the secret of a master user, also through a contract. */
function isMasterSecret(resource: string, policy: Resource, world: World): boolean {
  const found = String(world.resolve(resource, policy.stack));
  return attribute.test(resource) || attribute.test(found) || couldBeOfRds(found);
}

/** True if a policy allows reading the secret of a master user. */
const readsMasterSecret = (policy: Resource, world: World): boolean =>
  statementsOf(policy, world).some(
    ({ effect, actions, notActions, resources, notResources }) =>
      effect === 'Allow' &&
      (notActions.length > 0 || actions.flatMap(actionsLike).some(({ id }) => reads.has(id))) &&
      (notResources.length > 0 || resources.some((resource) => isMasterSecret(resource, policy, world))),
  );

/** The Lambda functions of the data app that have the role of a policy, if nothing else can have it. */
function functionsOf(policy: Resource, world: World): readonly Resource[] {
  const [role] = world.namedBy(policy).filter(({ type }) => type === 'aws_iam_role');
  if (!role || !isOf(role, 'lambda.amazonaws.com', world)) return [];
  if (world.thatName(role, 'aws_iam_instance_profile').length > 0) return [];
  return world.thatName(role, 'aws_lambda_function').filter(({ app }) => app === 'data');
}

const master = '${aws_db_instance.database_server_0.master_user_secret[0].secret_arn}';
const reading = (role: string, Resource: string, Action = 'secretsmanager:GetSecretValue') => ({
  type: 'aws_iam_role_policy',
  path: role,
  change: allowing({ Action, Resource }),
});

/** The roles that read the password of the master user. */
export const masterSecret = rulesOf(permissionTypes, {
  MAL_RDS_10: {
    title: 'Only the users job reads the secret of the master user',
    severity: 'critical',
    covers: 'D2',
    about: (policy, world) => gives(policy, world) && readsMasterSecret(policy, world),
    why: 'With this secret, a vulnerability of PHP, or any branch, could read and drop all schemas of the server',
    fix: "Use the secret of the role's tier (databaseSecretArns of the data contract)",
    ask: custom(
      (policy, world) =>
        functionsOf(policy, world).length > 0
          ? undefined
          : 'allows reading the secret of a master user, and is not of the users job',
      {
        'web servers read the secret of the master user': reading('compute/web/identity/database', master),
        'a worker reads all secrets that RDS creates': reading(
          'compute/fetcher/identity/database',
          'arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!*',
        ),
        'a worker reads all secrets of the account': reading(
          'compute/updater-1/identity/database',
          'arn:aws:secretsmanager:*:*:secret:*',
        ),
        'a worker has all permissions on secrets': reading(
          'compute/updater-2/identity/database',
          '*',
          'secretsmanager:*',
        ),
        'a role of another service reads the secret of the master user': reading(
          'data/database/monitoring/write',
          master,
          'secretsmanager:Get*',
        ),
        'instances also have the role that reads the secret of the master user': {
          type: 'aws_iam_role',
          path: 'data/users-job/role/Resource',
          change: (config) => {
            config.assume_role_policy = config.assume_role_policy.replace('lambda.amazonaws.com', 'ec2.amazonaws.com');
          },
        },
      },
    ),
  },
});
