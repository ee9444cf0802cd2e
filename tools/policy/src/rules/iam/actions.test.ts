import { actionsLike, policyPattern } from './actions';

const ids = (pattern: string) => actionsLike(pattern).map(({ id }) => id);

test('the name of an action is not case-sensitive', () => {
  expect(ids('s3:getobject')).toEqual(['s3:GetObject']);
});

test('a wildcard stands for every action that it matches, of its own service only', () => {
  const found = ids('sns:*ubscri*');
  expect(found).toContain('sns:Subscribe');
  expect(found).toContain('sns:Unsubscribe');
  expect(found).not.toContain('sns:Publish');
});

test('a lone wildcard stands for every action of every service', () => {
  const found = new Set(ids('*'));
  for (const id of ['s3:GetObject', 'iam:PassRole', 'ec2:RunInstances']) expect(found).toContain(id);
});

test.each(['s3:GetObjekt', 'nosuchservice:Get', 'nonsense'])('%s matches no action', (pattern) => {
  expect(ids(pattern)).toEqual([]);
});

test('an action has an access level and resource types', () => {
  const [passRole] = actionsLike('iam:PassRole');
  expect(passRole).toMatchObject({
    access: 'Write',
    resources: [{ arn: 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}', required: true }],
  });
  expect(actionsLike('iam:PutRolePolicy')[0]).toMatchObject({ access: 'Permissions management' });
  expect(actionsLike('ec2:CreateTags')[0]).toMatchObject({ access: 'Tagging' });
  expect(actionsLike('ec2:DescribeInstances')[0]).toMatchObject({ access: 'List', resources: [] });
});

test('metrics of a namespace have no resource types', () => {
  expect(actionsLike('cloudwatch:PutMetricData')[0]).toMatchObject({ resources: [] });
  expect(actionsLike('cloudwatch:PutMetricAlarm')[0]?.resources).not.toEqual([]);
});

test('every resource type that an action names is known', () => {
  const unknown = ['s3', 'ec2', 'iam', 'kms', 'rds', 'ssm', 'logs', 'elasticloadbalancing']
    .flatMap((service) => actionsLike(`${service}:*`))
    .filter(({ resources }) => resources.some(({ arn }) => arn === '*'));
  expect(unknown).toEqual([]);
});

test('a pattern gives a special meaning to its wildcards only', () => {
  expect(policyPattern('a.b+c').test('a.b+c')).toBe(true);
  expect(policyPattern('a.b').test('aXb')).toBe(false);
  expect(policyPattern('${aws_s3_bucket.a.arn}/*').test('${aws_s3_bucket.a.arn}/x')).toBe(true);
  expect(policyPattern('a?c').test('abc')).toBe(true);
});
