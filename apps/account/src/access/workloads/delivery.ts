import type { Account } from '@malinshopper/environments';
import type { Statement } from '../statement';
import { arnIn, lets, objects, ofResource, releasers, roles, through } from './place';

/**
 * The permissions of CodeDeploy on instances (apps/delivery/src/permissions.ts), and of the identities that release
 * (apps/delivery/src/releasing).
 */
export function delivery(account: Account): Statement[] {
  const [deployer, who] = [roles(account, 'delivery', '-deployer'), releasers(account)];
  const ofCompute = { StringEquals: { [ofResource]: 'compute' } };
  return [
    lets(
      'Deployer',
      deployer,
      [
        'autoscaling:*LifecycleAction*',
        'autoscaling:*LifecycleHook',
        'autoscaling:ResumeProcesses',
        'autoscaling:SuspendProcesses',
        'elasticloadbalancing:*Targets',
      ],
      '*',
      ofCompute,
    ),
    lets(
      'DeployerLooks',
      deployer,
      [
        'autoscaling:DescribeLifecycleHooks',
        'ec2:DescribeInstanceStatus',
        'ec2:DescribeInstances',
        'elasticloadbalancing:DescribeTarget*',
        'tag:GetResources',
      ],
      '*',
    ),
    lets('Failures', deployer, 'sns:Publish', arnIn(account, 'sns', '*-delivery-alarms')),
    lets('TopicKeys', deployer, ['kms:Decrypt', 'kms:GenerateDataKey'], arnIn(account, 'kms', 'key/*'), {
      StringEquals: { [ofResource]: 'platform' },
      ...through('sns'),
    }),
    lets(
      'Releases',
      who,
      [
        'codedeploy:BatchGet*',
        'codedeploy:CreateDeployment',
        'codedeploy:Get*',
        'codedeploy:List*',
        'codedeploy:RegisterApplicationRevision',
        'codedeploy:UpdateDeploymentGroup',
        's3:GetObject',
        's3:PutObject',
        's3:PutObjectAcl',
      ],
      [
        ...['application:*-malinshopper', 'deploymentconfig:*', 'deploymentgroup:*-malinshopper/*'].map((resource) =>
          arnIn(account, 'codedeploy', resource),
        ),
        objects(account, 'packages', '/releases/*'),
      ],
    ),
    // AWS generates the ids, so that no resource-level permission is possible (Service Authorization Reference).
    lets(
      'ReleaseLooks',
      who,
      ['codedeploy:*DeploymentTarget*', 'codedeploy:StopDeployment', 'elasticmapreduce:ListClusters'],
      '*',
    ),
    lets('Looks', [deployer, ...who], ['autoscaling:DescribeAutoScalingGroups', 'cloudwatch:DescribeAlarms'], '*'),
    lets('PackageKeys', who, ['kms:Decrypt', 'kms:GenerateDataKey'], arnIn(account, 'kms', 'key/*'), {
      StringEquals: { [ofResource]: 'data' },
      ...through('s3'),
    }),
    lets('Steps', who, 'elasticmapreduce:*Step*', '*', ofCompute),
  ];
}
