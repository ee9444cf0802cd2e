import { get, json, query, type Ask } from './ask';

const EC2 = (
  'Addresses AvailabilityZones DhcpOptions EgressOnlyInternetGateways FlowLogs Images Instances InstanceTypeOfferings ' +
  'InternetGateways KeyPairs LaunchTemplates ManagedPrefixLists NatGateways NetworkAcls NetworkInterfaces ' +
  'PrefixLists Regions RouteTables SecurityGroups SecurityGroupRules Snapshots Subnets Tags Volumes VpcEndpoints ' +
  'VpcEndpointServices VpcPeeringConnections Vpcs'
).split(' ');
const AUTO_SCALING =
  'AutoScalingGroups AutoScalingInstances LaunchConfigurations Policies ScheduledActions NotificationConfigurations Tags'.split(
    ' ',
  );
const RDS = 'DBInstances DBSubnetGroups DBParameterGroups DBSnapshots EventSubscriptions DBClusters'.split(' ');

/** Calls with answers that depend only on the account. */
const plain = (account: string): Ask[] => [
  query('sts', '2011-06-15', 'GetCallerIdentity'),
  ...EC2.map((what) => query('ec2', '2016-11-15', `Describe${what}`)),
  query('ec2', '2016-11-15', 'GetEbsEncryptionByDefault'),
  query('ec2', '2016-11-15', 'GetEbsDefaultKmsKeyId'),
  query('ec2', '2016-11-15', 'GetInstanceMetadataDefaults'),
  ...AUTO_SCALING.map((what) => query('autoscaling', '2011-01-01', `Describe${what}`)),
  ...['LoadBalancers', 'TargetGroups', 'SSLPolicies'].map((what) =>
    query('elasticloadbalancing', '2015-12-01', `Describe${what}`),
  ),
  ...RDS.map((what) => query('rds', '2014-10-31', `Describe${what}`)),
  ...['ReplicationGroups', 'CacheClusters', 'CacheSubnetGroups'].map((what) =>
    query('elasticache', '2015-02-02', `Describe${what}`),
  ),
  ...['ListUsers', 'ListRoles', 'ListGroups', 'ListInstanceProfiles', 'ListPolicies', 'ListOpenIDConnectProviders'].map(
    (what) => query('iam', '2010-05-08', what, {}, 'us-east-1'),
  ),
  query('iam', '2010-05-08', 'GetAccountAuthorizationDetails', {}, 'us-east-1'),
  query('iam', '2010-05-08', 'GetAccountPasswordPolicy', {}, 'us-east-1'),
  query('sns', '2010-03-31', 'ListTopics'),
  query('sns', '2010-03-31', 'ListSubscriptions'),
  query('monitoring', '2010-08-01', 'DescribeAlarms'),
  query('monitoring', '2010-08-01', 'ListDashboards'),
  query('monitoring', '2010-08-01', 'ListMetrics'),
  json('kms', 'TrentService', 'ListKeys'),
  json('kms', 'TrentService', 'ListAliases'),
  json('logs', 'Logs_20140328', 'DescribeLogGroups'),
  json('logs', 'Logs_20140328', 'DescribeMetricFilters'),
  json('logs', 'Logs_20140328', 'DescribeDeliveries'),
  json('events', 'AWSEvents', 'ListRules'),
  json('secretsmanager', 'secretsmanager', 'ListSecrets'),
  json('ssm', 'AmazonSSM', 'DescribeParameters'),
  json('ssm', 'AmazonSSM', 'ListDocuments'),
  json('elasticmapreduce', 'ElasticMapReduce', 'ListClusters'),
  json('elasticmapreduce', 'ElasticMapReduce', 'ListSecurityConfigurations'),
  json('codedeploy', 'CodeDeploy_20141006', 'ListApplications'),
  json('codedeploy', 'CodeDeploy_20141006', 'ListDeployments'),
  json('codedeploy', 'CodeDeploy_20141006', 'ListDeploymentConfigs'),
  json('cloudtrail', 'CloudTrail_20131101', 'DescribeTrails'),
  json('tagging', 'ResourceGroupsTaggingAPI_20170126', 'GetResources'),
  json('wafv2', 'AWSWAF_20190729', 'ListWebACLs', { Scope: 'CLOUDFRONT' }, 'us-east-1'),
  json('wafv2', 'AWSWAF_20190729', 'ListIPSets', { Scope: 'REGIONAL' }),
  json('budgets', 'AWSBudgetServiceGateway', 'DescribeBudgets', { AccountId: account }, 'us-east-1'),
  json('sqs', 'AmazonSQS', 'ListQueues'),
  get('route53', '/2013-04-01/hostedzone', 'us-east-1'),
  ...['distribution', 'function', 'cache-policy', 'origin-access-control', 'response-headers-policy', 'public-key'].map(
    (what) => get('cloudfront', `/2020-05-31/${what}`, 'us-east-1'),
  ),
  get('backup', '/backup/plans/'),
  get('backup', '/backup-vaults/'),
  get('access-analyzer', '/analyzer'),
];

/** Makes every call, also those about resources that others have named. */
export async function everyAsk(ask: (one: Ask) => Promise<string>, account: string): Promise<void> {
  for (const one of plain(account)) await ask(one);
  const named = async (one: Ask, name: RegExp) => [...(await ask(one)).matchAll(name)].map(([, found = '']) => found);

  for (const bucket of await named(get('s3', '/', 'us-east-1'), /<Name>([^<]+)<\/Name>/g)) {
    for (const part of [
      'policy',
      'lifecycle',
      'versioning',
      'encryption',
      'notification',
      'logging',
      'tagging',
      'cors',
    ]) {
      await ask(get('s3', `/${bucket}?${part}`));
    }
    await ask(get('s3', `/${bucket}?versions`));
    for (const key of await named(get('s3', `/${bucket}?list-type=2`), /<Key>([^<]+)<\/Key>/g)) {
      await ask(get('s3', `/${bucket}/${key}`));
    }
  }
  for (const zone of await named(
    get('route53', '/2013-04-01/hostedzone', 'us-east-1'),
    /<Id>\/hostedzone\/([^<]+)<\/Id>/g,
  )) {
    for (const path of [`/${zone}`, `/${zone}/rrset`, `/${zone}/dnssec`]) {
      await ask(get('route53', `/2013-04-01/hostedzone${path}`, 'us-east-1'));
    }
  }
  for (const id of await named(
    get('cloudfront', '/2020-05-31/distribution', 'us-east-1'),
    /<Id>(E?[A-Z0-9]{13,14})<\/Id>/g,
  )) {
    await ask(get('cloudfront', `/2020-05-31/distribution/${id}`, 'us-east-1'));
    await ask(get('cloudfront', `/2020-05-31/distribution/${id}/config`, 'us-east-1'));
  }
  const templates = query('ec2', '2016-11-15', 'DescribeLaunchTemplates');
  for (const id of await named(templates, /<launchTemplateId>([^<]+)<\/launchTemplateId>/g)) {
    await ask(query('ec2', '2016-11-15', 'DescribeLaunchTemplateVersions', { LaunchTemplateId: id }));
  }
  for (const KeyId of await named(json('kms', 'TrentService', 'ListKeys'), /"KeyId": ?"([^"]+)"/g)) {
    for (const what of ['DescribeKey', 'GetKeyRotationStatus', 'ListResourceTags']) {
      await ask(json('kms', 'TrentService', what, { KeyId }));
    }
    await ask(json('kms', 'TrentService', 'GetKeyPolicy', { KeyId, PolicyName: 'default' }));
  }
  for (const region of ['eu-west-1', 'us-east-1']) {
    // moto fails in ListCertificates on a certificate with options.
    const tagged = json('tagging', 'ResourceGroupsTaggingAPI_20170126', 'GetResources', {}, region);
    for (const CertificateArn of await named(tagged, /"(arn:aws:acm:[^"]+)"/g)) {
      await ask(json('acm', 'CertificateManager', 'DescribeCertificate', { CertificateArn }, region));
      await ask(json('acm', 'CertificateManager', 'GetCertificate', { CertificateArn }, region));
    }
  }
  for (const SecretId of await named(json('secretsmanager', 'secretsmanager', 'ListSecrets'), /"ARN": ?"([^"]+)"/g)) {
    await ask(json('secretsmanager', 'secretsmanager', 'GetSecretValue', { SecretId }));
  }
  for (const QueueUrl of await named(json('sqs', 'AmazonSQS', 'ListQueues'), /"(http[^"]+)"/g)) {
    await ask(json('sqs', 'AmazonSQS', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] }));
  }
  for (const arn of await named(query('sns', '2010-03-31', 'ListTopics'), /<TopicArn>([^<]+)<\/TopicArn>/g)) {
    await ask(query('sns', '2010-03-31', 'GetTopicAttributes', { TopicArn: arn }));
  }
  for (const Rule of await named(json('events', 'AWSEvents', 'ListRules'), /"Name": ?"([^"]+)"/g)) {
    await ask(json('events', 'AWSEvents', 'ListTargetsByRule', { Rule }));
  }
  const balancers = query('elasticloadbalancing', '2015-12-01', 'DescribeLoadBalancers');
  for (const arn of await named(balancers, /<LoadBalancerArn>([^<]+)<\/LoadBalancerArn>/g)) {
    await ask(query('elasticloadbalancing', '2015-12-01', 'DescribeLoadBalancerAttributes', { LoadBalancerArn: arn }));
    const listeners = query('elasticloadbalancing', '2015-12-01', 'DescribeListeners', { LoadBalancerArn: arn });
    for (const listener of await named(listeners, /<ListenerArn>([^<]+)<\/ListenerArn>/g)) {
      await ask(query('elasticloadbalancing', '2015-12-01', 'DescribeRules', { ListenerArn: listener }));
    }
  }
  const targetGroups = query('elasticloadbalancing', '2015-12-01', 'DescribeTargetGroups');
  for (const arn of await named(targetGroups, /<TargetGroupArn>([^<]+)<\/TargetGroupArn>/g)) {
    await ask(query('elasticloadbalancing', '2015-12-01', 'DescribeTargetHealth', { TargetGroupArn: arn }));
  }
  const deployments = json('codedeploy', 'CodeDeploy_20141006', 'ListDeployments');
  for (const deploymentId of await named(deployments, /"(d-[A-Z0-9]+)"/g)) {
    await ask(json('codedeploy', 'CodeDeploy_20141006', 'GetDeployment', { deploymentId }));
    await ask(json('codedeploy', 'CodeDeploy_20141006', 'ListDeploymentTargets', { deploymentId }));
  }
  const applications = json('codedeploy', 'CodeDeploy_20141006', 'ListApplications');
  for (const applicationName of await named(applications, /"([\w-]+)"(?=[\],])/g)) {
    const groups = json('codedeploy', 'CodeDeploy_20141006', 'ListDeploymentGroups', { applicationName });
    for (const deploymentGroupName of (await named(groups, /"([\w-]+)"(?=[\],])/g)).filter(
      (name) => name !== applicationName,
    )) {
      const of = { applicationName, deploymentGroupName };
      await ask(json('codedeploy', 'CodeDeploy_20141006', 'GetDeploymentGroup', of));
    }
  }
}
