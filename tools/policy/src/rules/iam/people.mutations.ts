import { accounts } from '@malinshopper/environments';
import { remove, type Mutation } from '../../testing/mutation';
import { firstOfTrust, paths, role, trust } from './on-roles';

const { id } = accounts.production;

export const peopleMutations: readonly Mutation[] = [
  role(
    'MAL_IAM_19',
    'the role for emergencies may be assumed in any region',
    paths.people,
    trust((statements) => {
      for (const { Condition } of statements) delete Condition.StringEquals['aws:RequestedRegion'];
    }),
  ),
  role(
    'MAL_IAM_19',
    'the role for emergencies gets another name, and the events do not',
    paths.people,
    (config) => (config.name = 'administrator'),
  ),
  {
    rule: 'MAL_IAM_19',
    what: 'nobody hears any more that the role for emergencies was assumed in us-east-1',
    type: 'aws_cloudwatch_event_rule',
    path: 'told-global/assumed',
    change: remove,
  },
  role(
    'MAL_IAM_20',
    'somebody who is no administrator may assume the role for emergencies',
    paths.people,
    firstOfTrust((statement) => {
      statement.Condition.ArnLike['aws:PrincipalArn'] = [`arn:aws:iam::${id}:role/compute/production-web`];
    }),
  ),
  role(
    'MAL_IAM_20',
    'whoever is in the account may assume the role for emergencies',
    paths.people,
    firstOfTrust((statement) => {
      delete statement.Condition.ArnLike;
    }),
  ),
];
