import { accounts } from '@malinshopper/environments';
import { type Mutation } from '../../testing/mutation';
import { firstOfTrust, paths, role } from './on-roles';

const { id } = accounts.production;

export const trustMutations: readonly Mutation[] = [
  role(
    'CKV_AWS_60',
    'everybody may assume a role',
    paths.app,
    firstOfTrust((statement) => (statement.Principal = '*')),
  ),
  role(
    'CKV_AWS_60',
    'everybody may assume a role, written as an AWS principal',
    paths.app,
    firstOfTrust((statement) => {
      statement.Principal = { AWS: ['*'] };
      delete statement.Condition;
    }),
  ),
  role(
    'CKV_AWS_60',
    'all but one role may assume a role',
    paths.app,
    firstOfTrust((statement) => {
      delete statement.Principal;
      statement.NotPrincipal = { AWS: `arn:aws:iam::${id}:role/one` };
    }),
  ),
  role(
    'CKV_AWS_60',
    'the trust policy only refuses',
    paths.app,
    firstOfTrust((statement) => (statement.Effect = 'Deny')),
  ),
  role(
    'CKV_AWS_61',
    'whoever is in the account may assume a role',
    paths.app,
    firstOfTrust((statement) => {
      statement.Principal = { AWS: `arn:aws:iam::${id}:root` };
    }),
  ),
  role(
    'CKV_AWS_61',
    'every role of the account may assume that for emergencies',
    paths.people,
    firstOfTrust((statement) => {
      statement.Condition.ArnLike['aws:PrincipalArn'] = 'arn:aws:iam::*:role/*';
    }),
  ),
  role(
    'MAL_IAM_2',
    'a role of another account may assume a role',
    paths.app,
    firstOfTrust((statement) => {
      statement.Principal = { AWS: 'arn:aws:iam::999999999999:role/ci' };
    }),
  ),
  role(
    'MAL_IAM_2',
    'all accounts but one may assume a role',
    paths.app,
    firstOfTrust((statement) => {
      delete statement.Principal;
      statement.NotPrincipal = { AWS: '999999999999' };
    }),
  ),
  role(
    'MAL_IAM_3',
    'CodeDeploy may act for whichever account',
    paths.app,
    firstOfTrust((statement) => delete statement.Condition),
  ),
  role(
    'MAL_IAM_3',
    'CodeDeploy may act for another account',
    paths.app,
    firstOfTrust((statement) => {
      statement.Condition.StringEquals['aws:SourceAccount'] = '999999999999';
    }),
  ),
  role(
    'MAL_IAM_3',
    'flow logs are written only where no account is said',
    'flow-log/role/Resource',
    firstOfTrust((statement) => {
      statement.Condition = { StringEqualsIfExists: { 'aws:SourceAccount': `${id}` } };
    }),
  ),
  role(
    'MAL_IAM_4',
    'a service may tag the session of a role',
    paths.app,
    firstOfTrust((statement) => (statement.Action = ['sts:AssumeRole', 'sts:TagSession'])),
  ),
  role(
    'MAL_IAM_4',
    'workflows may assume a role in whatever way',
    paths.ci,
    firstOfTrust((statement) => (statement.Action = 'sts:*')),
  ),
];
