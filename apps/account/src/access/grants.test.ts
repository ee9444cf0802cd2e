import { grantsFor, onOthers, servicesGiven, servicesOf, without } from './grants';

describe('what an app needs for its resources', () => {
  const queue = grantsFor(['aws_sqs_queue']);

  it('is looked at, made with a tag and changed by its tag, where AWS knows resources', () => {
    expect(queue).toEqual({
      list: [],
      read: ['sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
      create: ['sqs:CreateQueue', 'sqs:TagQueue'],
      createUnnamed: [],
      change: ['sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sqs:TagQueue', 'sqs:UntagQueue'],
      set: [],
    });
  });

  it('is only looked at, where an administrator has made it', () => {
    const { list, read, ...rest } = grantsFor([], ['aws_cloudtrail']);
    expect([...list, ...read]).toContain('cloudtrail:GetTrailStatus');
    expect(Object.values(rest).flat()).toEqual([]);
  });

  it('has what AWS calls in its name, but for what has conditions of its own', () => {
    const { create, change, set } = grantsFor(['aws_autoscaling_group', 'aws_db_instance']);
    expect(create).toContain('ec2:RunInstances');
    expect(set).toContain('ec2:DescribeSubnets');
    const all = [...create, ...change, ...set];
    expect(all.filter((action) => /^(iam|kms|secretsmanager):/.test(action))).toEqual([]);
  });

  it('leaves out what AWS knows by name only, and what is done to a new key', () => {
    expect(Object.values(grantsFor(['aws_iam_role', 'aws_s3_bucket'])).flatMap((actions) => actions)).toEqual(
      expect.not.arrayContaining(['iam:CreateRole', 's3:CreateBucket']),
    );
    expect(grantsFor(['aws_kms_key', 'aws_kms_alias']).change).toEqual(
      expect.not.arrayContaining(['kms:CreateAlias', 'kms:EnableKeyRotation']),
    );
  });

  it('says each action once: what a plan looks at is in nothing that only a deploy does', () => {
    const { list, set } = grantsFor(['aws_db_instance', 'aws_security_group', 'aws_lb']);
    expect(list).toContain('ec2:DescribeSecurityGroups');
    expect(set).not.toContain('ec2:DescribeSecurityGroups');
  });

  it('is on resources of another team only what such a resource is put into', () => {
    expect(onOthers(['aws_security_group'], 'vpc')).toEqual(['ec2:CreateSecurityGroup']);
    expect(onOthers(['aws_autoscaling_group'], 'subnet')).toEqual(['ec2:RunInstances']);
    expect(onOthers(['aws_sqs_queue'], 'vpc')).toEqual([]);
  });
});

describe('the services that an app uses', () => {
  it('are given its roles, where AWS documents that they take one', () => {
    expect(servicesGiven(['aws_lambda_function', 'aws_backup_selection'], 'iam:PassRole')).toEqual([
      'backup.amazonaws.com',
      'lambda.amazonaws.com',
    ]);
    expect(servicesGiven(['aws_sqs_queue'], 'iam:PassRole')).toEqual([]);
  });

  it('get a role of their own when an account uses them for the first time', () => {
    expect(servicesGiven(['aws_lb'], 'iam:CreateServiceLinkedRole')).toEqual(['elasticloadbalancing.amazonaws.com']);
  });
});

test('actions are of services, each once', () => {
  expect(servicesOf(['s3:GetObject', 'ec2:CreateVpc', 's3:PutObject'])).toEqual(['ec2', 's3']);
  expect(without(['s3:GetObject'], ['s3:GetObject', 's3:PutObject'])).toEqual(['s3:PutObject']);
});
