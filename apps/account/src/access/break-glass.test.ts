import { accounts, environment, type Account } from '@malinshopper/environments';
import { AccountStack } from '@malinshopper/stack';
import { synthesized, type Statement } from '@malinshopper/testing';
import type { Construct } from 'constructs';
import { BreakGlass } from './break-glass';

test('administrators outside Identity Center need a second factor', () => {
  const account: Account = {
    ...accounts.production,
    administrators: ['role/aws-reserved/x', 'role/admins/*', 'user/ana'],
  };
  class Emergencies extends AccountStack {
    constructor(scope: Construct) {
      super(scope, account, { app: 'account', team: 'platform' });
      new BreakGlass(this, 'break-glass', { account });
    }
  }
  const stack = synthesized((app) => new Emergencies(app), environment('production'));
  const { assume_role_policy: policy } = stack.resource('aws_iam_role').config;
  const { Statement: trust } = JSON.parse(policy) as { Statement: Statement[] };
  expect(trust.map(({ Sid, Condition }) => [Sid, Condition!['ArnLike'], Condition!['Bool']])).toEqual([
    ['AdministratorsOfIdentityCenter', who('role/aws-reserved/x'), undefined],
    ['OtherAdministratorsWithSecondFactor', who('role/admins/*', 'user/ana'), { 'aws:MultiFactorAuthPresent': 'true' }],
  ]);
});

const who = (...patterns: string[]) => ({
  'aws:PrincipalArn': patterns.map((pattern) => `arn:aws:iam::111122223333:${pattern}`),
});
