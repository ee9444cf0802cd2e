import { grantsFor, onOthers, servicesGiven, servicesOf, without } from './grants';

describe('the permissions that an app needs for its resources', () => {
  const queue = grantsFor(['aws_sqs_queue']);

  it('allow reads, creation with a tag and changes by tag, where AWS supports resource-level permissions', () => {
    expect(queue).toEqual({
      list: [],
      read: ['sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
      create: ['sqs:CreateQueue', 'sqs:TagQueue'],
      createUnnamed: [],
      change: ['sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sqs:TagQueue', 'sqs:UntagQueue'],
      set: [],
    });
  });

  it('allow only reads of resources that an administrator has created', () => {
    const { list, read, ...rest } = grantsFor([], ['aws_cloudtrail']);
    expect([...list, ...read]).toContain('cloudtrail:GetTrailStatus');
    expect(Object.values(rest).flat()).toEqual([]);
  });

  it('include the calls that AWS makes on behalf of the caller, except those with conditions of their own', () => {
    const { create, change, set } = grantsFor(['aws_autoscaling_group', 'aws_db_instance']);
    expect(create).toContain('ec2:RunInstances');
    expect(set).toContain('ec2:DescribeSubnets');
    const all = [...create, ...change, ...set];
    expect(all.filter((action) => /^(iam|kms|secretsmanager):/.test(action))).toEqual([]);
  });

  it('leave out resources that AWS identifies by name only, and calls on a new key', () => {
    expect(Object.values(grantsFor(['aws_iam_role', 'aws_s3_bucket'])).flatMap((actions) => actions)).toEqual(
      expect.not.arrayContaining(['iam:CreateRole', 's3:CreateBucket']),
    );
    expect(grantsFor(['aws_kms_key', 'aws_kms_alias']).change).toEqual(
      expect.not.arrayContaining(['kms:CreateAlias', 'kms:EnableKeyRotation']),
    );
  });

  it('contain each action once: no read of a plan is among the actions of a deploy', () => {
    const { list, set } = grantsFor(['aws_db_instance', 'aws_security_group', 'aws_lb']);
    expect(list).toContain('ec2:DescribeSecurityGroups');
    expect(set).not.toContain('ec2:DescribeSecurityGroups');
  });

  it('allow, on resources of another team, only the calls that place a resource into them', () => {
    expect(onOthers(['aws_security_group'], 'vpc')).toEqual(['ec2:CreateSecurityGroup']);
    expect(onOthers(['aws_autoscaling_group'], 'subnet')).toEqual(['ec2:RunInstances']);
    expect(onOthers(['aws_sqs_queue'], 'vpc')).toEqual([]);
  });
});

describe('the services that an app uses', () => {
  it('are passed its roles, where AWS documents that they take one', () => {
    expect(servicesGiven(['aws_lambda_function', 'aws_backup_selection'], 'iam:PassRole')).toEqual([
      'backup.amazonaws.com',
      'lambda.amazonaws.com',
    ]);
    expect(servicesGiven(['aws_sqs_queue'], 'iam:PassRole')).toEqual([]);
  });

  it('get a service-linked role at their first use in an account', () => {
    expect(servicesGiven(['aws_lb'], 'iam:CreateServiceLinkedRole')).toEqual(['elasticloadbalancing.amazonaws.com']);
  });
});

test('the services of a list of actions are unique', () => {
  expect(servicesOf(['s3:GetObject', 'ec2:CreateVpc', 's3:PutObject'])).toEqual(['ec2', 's3']);
  expect(without(['s3:GetObject'], ['s3:GetObject', 's3:PutObject'])).toEqual(['s3:PutObject']);
});
