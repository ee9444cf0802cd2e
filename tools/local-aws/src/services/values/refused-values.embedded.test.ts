import { startEmbeddedAws, stopEmbeddedAws } from '../../daemon';
import { Client, type Answer } from '../in-use/testing/client';

let aws: Client;
const where = { vpc: '', subnets: ['', ''], zone: '' };

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4789';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  aws = await Client.of('333344445555');
  where.vpc = (await aws.ec2('CreateVpc', { CidrBlock: '10.9.0.0/16' })).first('vpcId');
  const subnet = async (CidrBlock: string, AvailabilityZone: string) =>
    (await aws.ec2('CreateSubnet', { VpcId: where.vpc, CidrBlock, AvailabilityZone })).first('subnetId');
  where.subnets = [await subnet('10.9.0.0/24', 'eu-west-1a'), await subnet('10.9.1.0/24', 'eu-west-1b')];
  await aws.ec2('CreateLaunchTemplate', {
    LaunchTemplateName: 'known',
    'LaunchTemplateData.InstanceType': 't4g.small',
  });
  const zone =
    '<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>try.example</Name>';
  const made = await aws.send(
    'route53',
    'POST',
    '/2013-04-01/hostedzone',
    `${zone}<CallerReference>1</CallerReference></CreateHostedZoneRequest>`,
  );
  where.zone = made.first('Id').replace(/^.*\//, '');
  await record('beside.try.example', 'A', '192.0.2.1')();
});
afterAll(() => stopEmbeddedAws());

type Refused = readonly [what: string, call: () => Promise<Answer>, code: string];
const query = (service: string, action: string, form: Record<string, string>) => () => aws.query(service, action, form);
const json = (service: string, target: string, fields: object) => () => aws.json(service, target, fields);
const elb = (action: string, form: Record<string, string>) => query('elasticloadbalancing', action, form);
const record =
  (name: string, type: string, value: string, ttl = '<TTL>60</TTL>') =>
  () =>
    aws.send(
      'route53',
      'POST',
      `/2013-04-01/hostedzone/${where.zone}/rrset/`,
      '<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes><Change><Action>CREATE</Action>' +
        `<ResourceRecordSet><Name>${name}</Name><Type>${type}</Type>${ttl}<ResourceRecords><ResourceRecord><Value>${value}</Value></ResourceRecord>` +
        '</ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>',
    );
const balancer = (form: Record<string, string>) => () =>
  aws.query('elasticloadbalancing', 'CreateLoadBalancer', {
    ...{
      Name: 'try',
      Scheme: 'internal',
      'Subnets.member.1': where.subnets[0]!,
      'Subnets.member.2': where.subnets[1]!,
    },
    ...form,
  });
const targets = (form: Record<string, string>) =>
  elb('CreateTargetGroup', { Name: 'try', Protocol: 'HTTP', Port: '80', VpcId: 'vpc-1', ...form });
const attribute = (of: string, key: string, value: string) =>
  elb(`Modify${of}Attributes`, {
    [`${of}Arn`]: 'arn:1',
    'Attributes.member.1.Key': key,
    'Attributes.member.1.Value': value,
  });
const rule = (form: Record<string, string>) =>
  elb('CreateRule', { ListenerArn: 'arn:1', Priority: '1', 'Actions.member.1.Type': 'forward', ...form });
const host = (...hosts: string[]) => ({
  'Conditions.member.1.Field': 'host-header',
  ...Object.fromEntries(hosts.map((one, at) => [`Conditions.member.1.HostHeaderConfig.Values.member.${at + 1}`, one])),
});
const scaling = (action: string, form: Record<string, string>) =>
  query('autoscaling', action, { AutoScalingGroupName: 'try', ...form });
const alarm = (form: Record<string, string>) =>
  query('monitoring', 'PutMetricAlarm', {
    ...{
      AlarmName: 'a',
      Namespace: 'N',
      MetricName: 'M',
      Period: '60',
      EvaluationPeriods: '1',
      Threshold: '1',
      Statistic: 'Sum',
    },
    ...{ ComparisonOperator: 'GreaterThanThreshold', ...form },
  });
const queue = (name: string, value: string) =>
  json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'q', Attributes: { [name]: value } });
const s3 =
  (path: string, body = '') =>
  () =>
    aws.send('s3', 'PUT', path, body);
const lifecycle = (rules: string) =>
  s3('/any-bucket?lifecycle', `<LifecycleConfiguration>${rules}</LifecycleConfiguration>`);
const policy = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const nobody = { AWS: 'arn:aws:iam::333344445555:role/nobody' };
const role = (AssumeRolePolicyDocument: string) =>
  query('iam', 'CreateRole', { RoleName: 'try', AssumeRolePolicyDocument });
const filter = (filterPattern: string, more: object = {}) =>
  json('logs', 'Logs_20140328.PutMetricFilter', {
    ...{ logGroupName: 'a', filterName: 'f', filterPattern },
    metricTransformations: [{ metricName: 'm', metricNamespace: 'n', metricValue: '1', ...more }],
  });

const refused: readonly Refused[] = [
  ['a load balancer in one zone', () => balancer({ 'Subnets.member.2': where.subnets[0]! })(), 'ValidationError'],
  ['a load balancer that is called internal', balancer({ Name: 'internal-a' }), 'ValidationError'],
  ['a load balancer with a name that ends in a hyphen', balancer({ Name: 'a-' }), 'ValidationError'],
  ['a load balancer with 33 characters', balancer({ Name: 'a'.repeat(33) }), 'ValidationError'],
  [
    'a load balancer with a group that is not there',
    balancer({ 'SecurityGroups.member.1': 'sg-1' }),
    'InvalidSecurityGroup',
  ],
  ['a load balancer without a way to the internet', balancer({ Scheme: 'internet-facing' }), 'InvalidSubnet'],
  [
    'subnets of one zone',
    elb('SetSubnets', {
      LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/1',
      'Subnets.member.1': 'subnet-1',
    }),
    'ValidationError',
  ],
  ['a code of health beyond 499', targets({ 'Matcher.HttpCode': '200,600' }), 'ValidationError'],
  ['a path of health without a slash', targets({ HealthCheckPath: 'healthz' }), 'ValidationError'],
  ['an unknown attribute of targets', attribute('TargetGroup', 'sticky', 'true'), 'ValidationError'],
  ['a slow start of ten seconds', attribute('TargetGroup', 'slow_start.duration_seconds', '10'), 'ValidationError'],
  [
    'an idle timeout of 5000 seconds',
    attribute('LoadBalancer', 'idle_timeout.timeout_seconds', '5000'),
    'ValidationError',
  ],
  [
    'a listener of HTTPS without a certificate',
    elb('CreateListener', { LoadBalancerArn: 'arn:1', Protocol: 'HTTPS', Port: '443' }),
    'ValidationError',
  ],
  [
    'a listener of HTTP with a policy of TLS',
    elb('CreateListener', { LoadBalancerArn: 'arn:1', Protocol: 'HTTP', Port: '80', SslPolicy: 'a' }),
    'ValidationError',
  ],
  ['a rule without conditions', rule({}), 'ValidationError'],
  ['a rule with six hosts', rule(host('a.b', 'b.b', 'c.b', 'd.b', 'e.b', 'f.b')), 'ValidationError'],
  ['a rule for no host', rule(host('a b.example')), 'ValidationError'],
  [
    'an unknown protocol',
    () =>
      aws.ec2('AuthorizeSecurityGroupIngress', {
        GroupId: 'sg-1',
        'IpPermissions.1.IpProtocol': 'foo',
        'IpPermissions.1.IpRanges.1.CidrIp': '10.0.0.0/8',
      }),
    'InvalidParameterValue',
  ],
  [
    'a rule without another side',
    () => aws.ec2('AuthorizeSecurityGroupIngress', { GroupId: 'sg-1', 'IpPermissions.1.IpProtocol': '-1' }),
    'MissingParameter',
  ],
  [
    'a group in a VPC that is not there',
    () => aws.ec2('CreateSecurityGroup', { GroupName: 'a', GroupDescription: 'a', VpcId: 'vpc-12345678' }),
    'InvalidVpcID.NotFound',
  ],
  [
    'a tag of AWS',
    () => aws.ec2('CreateTags', { 'ResourceId.1': where.vpc, 'Tag.1.Key': 'aws:a', 'Tag.1.Value': 'b' }),
    'InvalidParameterValue',
  ],
  [
    'a long tag',
    () => aws.ec2('CreateTags', { 'ResourceId.1': where.vpc, 'Tag.1.Key': 'a'.repeat(129), 'Tag.1.Value': 'b' }),
    'InvalidParameterValue',
  ],
  [
    'user data of 17 KB',
    () =>
      aws.ec2('CreateLaunchTemplate', {
        LaunchTemplateName: 'long',
        'LaunchTemplateData.UserData': Buffer.alloc(17_000).toString('base64'),
      }),
    'InvalidUserData.Malformed',
  ],
  [
    'a group with less room than instances',
    scaling('CreateAutoScalingGroup', { MinSize: '3', MaxSize: '2' }),
    'ValidationError',
  ],
  [
    'a group with a desired capacity above its maximum',
    scaling('CreateAutoScalingGroup', { MinSize: '0', MaxSize: '2', DesiredCapacity: '3' }),
    'ValidationError',
  ],
  [
    'a group of a version that is not there',
    scaling('CreateAutoScalingGroup', {
      MinSize: '0',
      MaxSize: '0',
      'LaunchTemplate.LaunchTemplateName': 'known',
      'LaunchTemplate.Version': '9',
    }),
    'ValidationError',
  ],
  [
    'an hour that changes nothing',
    scaling('PutScheduledUpdateGroupAction', { ScheduledActionName: 'a', Recurrence: '0 9 * * *' }),
    'ValidationError',
  ],
  [
    'an hour of the past',
    scaling('PutScheduledUpdateGroupAction', {
      ScheduledActionName: 'a',
      MinSize: '0',
      StartTime: '2020-01-01T00:00:00Z',
    }),
    'ValidationError',
  ],
  ['a policy of no type', scaling('PutScalingPolicy', { PolicyName: 'a', PolicyType: 'Foo' }), 'ValidationError'],
  [
    'a target without a value',
    scaling('PutScalingPolicy', { PolicyName: 'a', PolicyType: 'TargetTrackingScaling' }),
    'ValidationError',
  ],
  [
    'a hook of ten seconds',
    scaling('PutLifecycleHook', { LifecycleHookName: 'a', HeartbeatTimeout: '10' }),
    'ValidationError',
  ],
  [
    'a metric that no group has',
    scaling('EnableMetricsCollection', { Granularity: '1Minute', 'Metrics.member.1': 'GroupFoo' }),
    'ValidationError',
  ],
  ['a period of 45 seconds', alarm({ Period: '45' }), 'ValidationError'],
  ['an alarm over two days', alarm({ Period: '300', EvaluationPeriods: '576' }), 'ValidationError'],
  ['more points than periods', alarm({ DatapointsToAlarm: '2' }), 'ValidationError'],
  ['an alarm that takes silence for foo', alarm({ TreatMissingData: 'foo' }), 'ValidationError'],
  ['an alarm with two statistics', alarm({ ExtendedStatistic: 'p99' }), 'ValidationError'],
  ['an action that is no ARN', alarm({ 'AlarmActions.member.1': 'mail' }), 'ValidationError'],
  ['a pattern without an end', filter('{ $.a = 1'), 'InvalidParameterException'],
  [
    'dimensions with a default',
    filter('a', { defaultValue: 0, dimensions: { a: '$.a' } }),
    'InvalidParameterException',
  ],
  [
    'a log with a key that is not there',
    json('logs', 'Logs_20140328.CreateLogGroup', {
      logGroupName: 'a',
      kmsKeyId: 'arn:aws:kms:eu-west-1:333344445555:key/none',
    }),
    'InvalidParameterException',
  ],
  ['a queue that forgets at once', queue('MessageRetentionPeriod', '10'), 'InvalidAttributeValue'],
  ['a queue that waits for 30 seconds', queue('ReceiveMessageWaitTimeSeconds', '30'), 'InvalidAttributeValue'],
  [
    'mail to no address',
    query('sns', 'Subscribe', {
      TopicArn: 'arn:aws:sns:eu-west-1:333344445555:a',
      Protocol: 'email',
      Endpoint: 'all of us',
    }),
    'InvalidParameter',
  ],
  [
    'an attribute that no topic has',
    query('sns', 'SetTopicAttributes', { TopicArn: 'arn:aws:sns:eu-west-1:333344445555:a', AttributeName: 'Foo' }),
    'InvalidParameter',
  ],
  [
    'a role that trusts no service',
    role(policy({ Principal: { Service: 'lambda' }, Action: 'sts:AssumeRole' })),
    'MalformedPolicyDocument',
  ],
  [
    'a role that trusts one that is not there',
    role(policy({ Principal: nobody, Action: 'sts:AssumeRole' })),
    'MalformedPolicyDocument',
  ],
  ['a role with an empty trust policy', role('{}'), 'MalformedPolicyDocument'],
  [
    'a policy of 11 KB',
    query('iam', 'PutRolePolicy', {
      RoleName: 'a',
      PolicyName: 'a',
      PolicyDocument: policy({ Action: 's3:*', Resource: ['a'.repeat(11_000)] }),
    }),
    'LimitExceeded',
  ],
  [
    'a statement with a hyphen in its id',
    query('iam', 'PutRolePolicy', {
      RoleName: 'a',
      PolicyName: 'a',
      PolicyDocument: policy({ Sid: 'a-b', Action: 's3:*', Resource: '*' }),
    }),
    'MalformedPolicyDocument',
  ],
  [
    'a key for one that is not there',
    json('kms', 'TrentService.CreateKey', { Policy: policy({ Principal: nobody, Action: 'kms:*', Resource: '*' }) }),
    'MalformedPolicyDocumentException',
  ],
  [
    'an alias of AWS',
    json('kms', 'TrentService.CreateAlias', { AliasName: 'alias/aws/a', TargetKeyId: 'a' }),
    'InvalidAliasNameException',
  ],
  [
    'a key that goes in three days',
    json('kms', 'TrentService.ScheduleKeyDeletion', { KeyId: 'a', PendingWindowInDays: 3 }),
    'ValidationException',
  ],
  [
    'a secret with a blank in its name',
    json('secretsmanager', 'secretsmanager.CreateSecret', { Name: 'a b' }),
    'ValidationException',
  ],
  ['a bucket with capitals', s3('/ABC'), 'InvalidBucketName'],
  ['a bucket that is an address', s3('/10.0.0.1'), 'InvalidBucketName'],
  [
    'a policy about another bucket',
    s3('/any-bucket?policy', policy({ Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::another' })),
    'MalformedPolicy',
  ],
  [
    'a policy for a role that is not there',
    s3('/any-bucket?policy', policy({ Principal: nobody, Action: 's3:*', Resource: 'arn:aws:s3:::any-bucket' })),
    'MalformedPolicy',
  ],
  [
    'objects that go after no day',
    lifecycle('<Rule><Expiration><Days>0</Days></Expiration></Rule>'),
    'InvalidArgument',
  ],
  ['two rules of one name', lifecycle('<Rule><ID>a</ID></Rule><Rule><ID>a</ID></Rule>'), 'InvalidArgument'],
  [
    'objects that are rarely used after ten days',
    lifecycle('<Rule><Transition><Days>10</Days><StorageClass>STANDARD_IA</StorageClass></Transition></Rule>'),
    'InvalidArgument',
  ],
  [
    'messages to a queue that is not there',
    s3(
      '/any-bucket?notification',
      '<NotificationConfiguration><QueueConfiguration><Queue>arn:aws:sqs:eu-west-1:333344445555:none</Queue></QueueConfiguration></NotificationConfiguration>',
    ),
    'InvalidArgument',
  ],
  ['an address that is none', record('a.try.example', 'A', 'here'), 'InvalidChangeBatch'],
  ['a text without quotation marks', record('a.try.example', 'TXT', 'abc'), 'InvalidChangeBatch'],
  ['a record without a time', record('a.try.example', 'A', '192.0.2.1', ''), 'InvalidInput'],
  ['another name for the zone', record('try.example', 'CNAME', 'a.example'), 'InvalidChangeBatch'],
  ['another name beside an address', record('beside.try.example', 'CNAME', 'a.example'), 'InvalidChangeBatch'],
];

test.each(refused)('%s is refused', async (_what, call, code) => {
  expect((await call()).code).toBe(code);
});

test('valid values of the same kind are accepted', async () => {
  const taken = [
    balancer({ Name: 'taken' }),
    alarm({ Period: '3600', EvaluationPeriods: '168', TreatMissingData: 'breaching' }),
    queue('MessageRetentionPeriod', '1209600'),
    role(policy({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' })),
    record('a.try.example', 'TXT', '"a" "b"'),
    record('try.example', 'CAA', '0 issue &#34;amazon.com&#34;'),
    s3(
      '/any-bucket-333344445555',
      '<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>',
    ),
    () => aws.send('s3', 'PUT', '/any-bucket-333344445555?acl', '', { 'x-amz-acl': 'log-delivery-write' }),
  ];
  const statuses: number[] = [];
  for (const call of taken) statuses.push((await call()).status);
  expect(statuses).toEqual(Array(8).fill(200));
});
