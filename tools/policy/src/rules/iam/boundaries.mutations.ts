import { accounts } from '@malinshopper/environments';
import { inPolicy, type Mutation } from '../../testing/mutation';
import { paths, role } from './on-roles';

const { id } = accounts.production;

const boundary = (what: string, path: string, change: Mutation['change']): Mutation => ({
  rule: 'MAL_IAM_21',
  what,
  type: 'aws_iam_policy',
  path,
  change,
});
const workload = 'access/workload-boundary';
const allowing = (Action: string, Resource = '*') =>
  inPolicy((statements) => statements.push({ Sid: 'More', Effect: 'Allow', Action, Resource }));

export const boundaryMutations: readonly Mutation[] = [
  boundary('a boundary lets everything', workload, allowing('*')),
  boundary('workloads may pass every role', workload, allowing('iam:PassRole')),
  boundary('workloads may become every role', workload, allowing('sts:AssumeRole', `arn:aws:iam::${id}:role/*`)),
  boundary(
    'workloads may write a new version of a boundary',
    workload,
    allowing('iam:CreatePolicyVersion', `arn:aws:iam::${id}:policy/account/*`),
  ),
  boundary(
    'CI may take boundaries off',
    'access/network/boundary',
    inPolicy((statements) => {
      statements.splice(
        statements.findIndex(({ Sid }: { Sid: string }) => Sid === 'BoundaryStays'),
        1,
      );
    }),
  ),
  boundary(
    'CI may take boundaries off in another region',
    'access/network/boundary',
    inPolicy((statements) => {
      const stays = statements.find(({ Sid }: { Sid: string }) => Sid === 'BoundaryStays');
      stays.Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    }),
  ),
  {
    rule: 'MAL_IAM_22',
    what: 'a deploy may make roles without a boundary',
    type: 'aws_iam_policy',
    path: 'access/delivery/named',
    change: withoutBoundary((condition) => delete condition.StringEquals),
  },
  {
    rule: 'MAL_IAM_22',
    what: 'a deploy may make roles within a boundary of its own',
    type: 'aws_iam_policy',
    path: 'access/delivery/named',
    change: withoutBoundary(
      (condition) => (condition.StringEquals!['iam:PermissionsBoundary'] = `arn:aws:iam::${id}:policy/mine`),
    ),
  },
  role('MAL_IAM_23', "a deploy is within another team's boundary", paths.ci, (config) => {
    config.permissions_boundary = `arn:aws:iam::${id}:policy/ci-boundary/compute`;
  }),
  role('MAL_IAM_23', 'a role of an app is within the boundary of CI', paths.app, (config) => {
    config.permissions_boundary = `arn:aws:iam::${id}:policy/ci-boundary/delivery`;
  }),
];

function withoutBoundary(change: (condition: { StringEquals?: Record<string, string> }) => void) {
  return inPolicy((statements) => {
    for (const { Action, Condition } of statements) if ([Action].flat().includes('iam:CreateRole')) change(Condition);
  });
}
