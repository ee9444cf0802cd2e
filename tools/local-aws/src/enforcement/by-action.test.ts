import type { WrittenStatement } from '@malinshopper/aws-facts';
import type { PolicyDocument } from './access';
import { actionInPolicies, refusedEverywhere } from './by-action';
import type { Principal } from './principal';

test.each([
  ['ec2', 'DescribeVpcs', 'ec2:DescribeVpcs'],
  ['monitoring', 'PutMetricAlarm', 'cloudwatch:PutMetricAlarm'],
  ['tagging', 'GetResources', 'tag:GetResources'],
  ['budgets', 'DescribeBudget', 'budgets:ViewBudget'],
  ['budgets', 'UpdateBudget', 'budgets:ModifyBudget'],
  ['cloudfront', 'UpdateDistribution2020_05_31', 'cloudfront:UpdateDistribution'],
  ['cloudfront', 'CreateDistributionWithTags2020_05_31', 'cloudfront:CreateDistribution'],
  ['lambda', 'Invoke', 'lambda:InvokeFunction'],
  ['ec2', 'NoSuchCall', undefined],
  ['nothing', 'DescribeVpcs', undefined],
])('%s %s is %s in policies', async (service, operation, action) => {
  await expect(actionInPolicies(service, operation)).resolves.toBe(action);
});

const sessionArn = 'arn:aws:sts::111111111111:assumed-role/data-deploy/job';
const document = (...Statement: WrittenStatement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
const principal = (policy: PolicyDocument, boundary?: PolicyDocument): Principal => ({
  of: 'pipelines',
  sessionArn,
  roleArn: 'arn:aws:iam::111111111111:role/ci/data-deploy',
  tags: {},
  account: '111111111111',
  policies: [{ name: 'own', policy }],
  ...(boundary && { boundary: { name: 'boundary', policy: boundary } }),
});
const allow = (Action: string | string[]): WrittenStatement => ({
  Effect: 'Allow',
  Action,
  Resource: 'arn:aws:rds:*:*:db:own',
});

test.each([
  ['by its name', document(allow('rds:CreateDBInstance'))],
  ['by a pattern, in whatever letters', document(allow(['s3:*', 'RDS:create*']))],
  ['by all but others', document({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })],
  ['by one statement, which is not in a list', { Statement: allow('*') }],
])('an action that is allowed on some resource is not refused everywhere: %s', (_, policy) => {
  expect(refusedEverywhere(principal(policy), 'rds:CreateDBInstance')).toBeUndefined();
});

test.each([
  ['nothing', document()],
  ['another action', document(allow(['rds:CreateDBInstances', 'rds:CreateDBInstance?']))],
  ['all but this', document({ Effect: 'Allow', NotAction: ['rds:*'], Resource: '*' })],
  ['a refusal', document({ Effect: 'Deny', Action: '*', Resource: '*' })],
])('an action that no policy allows is refused as AWS refuses it: %s', (_, policy) => {
  const because = (what: string) =>
    `User: ${sessionArn} is not authorized to perform: rds:CreateDBInstance because no ${what} allows the ` +
    'rds:CreateDBInstance action';
  expect(refusedEverywhere(principal(policy), 'rds:CreateDBInstance')).toBe(because('identity-based policy'));
  const bounded = principal(document(allow('rds:*')), policy);
  expect(refusedEverywhere(bounded, 'rds:CreateDBInstance')).toBe(because('permissions boundary'));
});
