import { accounts } from '@malinshopper/environments';
import { inPolicy, type Mutation } from '../../testing/mutation';
import { paths, role } from './on-roles';

const { id } = accounts.production;

export const limitMutations: readonly Mutation[] = [
  role('MAL_IAM_13', 'the name of a role is too long', paths.app, (config) => (config.name = 'a'.repeat(65))),
  role('MAL_IAM_13', 'a role has a name that AWS makes up', paths.app, (config) => {
    config.name_prefix = config.name;
    delete config.name;
  }),
  role('MAL_IAM_13', 'the name of a role has a blank', paths.app, (config) => (config.name = 'the deployer')),
  {
    rule: 'MAL_IAM_14',
    what: 'a managed policy grows too large',
    type: 'aws_iam_policy',
    path: 'compute/look',
    change: inPolicy(
      ([statement]) =>
        (statement.Resource = Array.from({ length: 150 }, (_, i) => `arn:aws:s3:::a-bucket-of-a-long-name-${i}/*`)),
    ),
  },
  {
    rule: 'MAL_IAM_15',
    what: "a policy of a role grows too large for all of the role's",
    type: 'aws_iam_role_policy',
    path: 'delivery/deployer/deploy',
    change: inPolicy(
      ([statement]) =>
        (statement.Resource = Array.from({ length: 250 }, (_, i) => `arn:aws:s3:::a-bucket-of-a-long-name-${i}/*`)),
    ),
  },
  role(
    'MAL_IAM_15',
    'a trust policy grows too large',
    paths.app,
    inPolicy(([statement]) => {
      statement.Condition.StringEquals['aws:SourceAccount'] = Array.from({ length: 200 }, () => `${id}`);
    }, 'assume_role_policy'),
  ),
];
