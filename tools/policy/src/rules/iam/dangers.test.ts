import { actionsLike, type Action } from './actions';
import { dangers, escalates, exposesCredentials, takesDataAway } from './dangers';

const action = (id: string) => actionsLike(id)[0] as Action;

test('every action in the list of dangerous actions exists', () => {
  const all = Object.values(dangers).flat();
  expect(all.filter((id) => actionsLike(id)[0]?.id !== id)).toEqual([]);
});

test.each([
  'iam:PassRole',
  'iam:PutRolePolicy',
  'iam:CreatePolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'ssm:SendCommand',
])('%s is a privilege escalation', (id) => expect(escalates(action(id))).toBe(true));

test.each(['iam:GetRole', 'iam:CreateServiceLinkedRole', 's3:PutBucketPolicy', 'ec2:RunInstances'])(
  '%s alone is no privilege escalation',
  (id) => expect(escalates(action(id))).toBe(false),
);

test('actions that read credentials and data differ from actions that describe them', () => {
  expect(exposesCredentials(action('sts:AssumeRole'))).toBe(true);
  expect(exposesCredentials(action('sts:GetCallerIdentity'))).toBe(false);
  expect(takesDataAway(action('secretsmanager:GetSecretValue'))).toBe(true);
  expect(takesDataAway(action('secretsmanager:DescribeSecret'))).toBe(false);
});
