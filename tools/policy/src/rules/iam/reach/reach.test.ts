import type { Statement } from '@malinshopper/synthesized';
import { demands, excludes, Reaches, says } from './reach';

const table = new Reaches([
  { actions: ['s3:Get*'], on: ['arn:aws:s3:::own/*'] },
  { actions: ['ec2:CreateVpc'], on: ['*'] },
  { actions: ['ec2:DeleteVpc'], on: ['arn:aws:ec2:*:1:*'], where: [demands('aws:ResourceTag/Team', 'network')] },
  { actions: ['kms:CreateGrant'], on: ['arn:*'], where: [says('Bool', 'kms:GrantIsForAWSResource', 'true')] },
  {
    actions: ['route53:ChangeResourceRecordSets'],
    on: ['arn:*'],
    where: [excludes('ForAllValues:StringNotLike', 'names', '_*', 'static.*')],
  },
]);
const statement = (parts: Partial<Statement>): Statement => ({
  sid: '',
  effect: 'Allow',
  actions: [],
  notActions: [],
  resources: ['arn:aws:ec2:eu-west-1:1:vpc/x'],
  notResources: [],
  principals: undefined,
  notPrincipals: undefined,
  conditions: {},
  unread: [],
  ...parts,
});
const beyond = (parts: Partial<Statement>) => table.beyond(statement(parts));
const onTag = (operator: string, ...values: string[]) =>
  beyond({ actions: ['ec2:DeleteVpc'], conditions: { [operator]: { 'aws:resourcetag/team': values } } });

test('a statement within a row is covered, and so is a part of it', () => {
  expect(beyond({ actions: ['S3:GetObject', 's3:Get*'], resources: ['arn:aws:s3:::own/a/*'] })).toBeUndefined();
  expect(beyond({ actions: ['ec2:CreateVpc'], resources: ['*'] })).toBeUndefined();
  expect(onTag('StringEquals', 'network')).toBeUndefined();
});

test.each<[string, Partial<Statement>, object]>([
  ['another action', { actions: ['s3:PutObject'], resources: [] }, { action: 's3:PutObject' }],
  ['a wider pattern of actions', { actions: ['s3:*'], resources: [] }, { action: 's3:*' }],
  [
    'a wider resource',
    { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::*'] },
    { action: 's3:GetObject', resource: 'arn:aws:s3:::*' },
  ],
  [
    'a pattern where the row has only *',
    { actions: ['ec2:CreateVpc'], resources: ['arn:*'] },
    { action: 'ec2:CreateVpc', resource: 'arn:*' },
  ],
  ['all but some actions', { notActions: ['iam:*'] }, { action: 'all but iam:*' }],
  [
    'all but some resources',
    { actions: ['s3:GetObject'], notResources: ['x'] },
    { action: 's3:GetObject', resource: 'all but x' },
  ],
])('%s is beyond', (_, parts, expected) => expect(beyond(parts)).toEqual(expected));

test.each([
  ['StringEquals', 'network', 'data'],
  ['StringLike', '*'],
  ['StringEqualsIfExists', 'network'],
  ['ForAllValues:StringEquals', 'network'],
  ['StringNotEquals', 'data'],
])('%s %s does not demand the tag', (operator, ...values) => {
  expect(onTag(operator, ...values)).toEqual({ action: 'ec2:DeleteVpc' });
});

test('an operator in a row is required, and a statement may exclude more values', () => {
  const grant = (operator: string, value: string) =>
    beyond({ actions: ['kms:CreateGrant'], conditions: { [operator]: { 'kms:GrantIsForAWSResource': [value] } } });
  expect(
    [grant('Bool', 'true'), grant('Bool', 'false'), grant('StringEquals', 'true')].map((one) => one?.action),
  ).toEqual([undefined, 'kms:CreateGrant', 'kms:CreateGrant']);
  const records = (...names: string[]) =>
    beyond({ actions: ['route53:ChangeResourceRecordSets'], conditions: { 'ForAllValues:StringNotLike': { names } } });
  expect([records('_*', 'static.*', 'x'), records('_*')].map((one) => one?.action)).toEqual([
    undefined,
    'route53:ChangeResourceRecordSets',
  ]);
});
