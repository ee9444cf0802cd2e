import { actionsLike, type Action } from './actions';
import { dangers, escalates, exposesCredentials, takesDataAway } from './dangers';

const action = (id: string) => actionsLike(id)[0] as Action;

test('every action that is called dangerous exists', () => {
  const all = Object.values(dangers).flat();
  expect(all.filter((id) => actionsLike(id)[0]?.id !== id)).toEqual([]);
});

test.each([
  'iam:PassRole',
  'iam:PutRolePolicy',
  'iam:CreatePolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'ssm:SendCommand',
])('%s is a way to more permissions', (id) => expect(escalates(action(id))).toBe(true));

test.each(['iam:GetRole', 'iam:CreateServiceLinkedRole', 's3:PutBucketPolicy', 'ec2:RunInstances'])(
  '%s alone is none',
  (id) => expect(escalates(action(id))).toBe(false),
);

test('actions on credentials and data are told apart from actions that describe them', () => {
  expect(exposesCredentials(action('sts:AssumeRole'))).toBe(true);
  expect(exposesCredentials(action('sts:GetCallerIdentity'))).toBe(false);
  expect(takesDataAway(action('secretsmanager:GetSecretValue'))).toBe(true);
  expect(takesDataAway(action('secretsmanager:DescribeSecret'))).toBe(false);
});
