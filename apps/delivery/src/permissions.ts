import type { PolicyStatement } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import type { Compute } from './deployment-group';

/**
 * What CodeDeploy may do: of AWSCodeDeployRole, what deployments in place need, and only on this environment's groups. The
 * managed policy lets every environment's CodeDeploy terminate the instances of every other.
 */
export function deployerPermissions(
  { account, region }: Environment,
  compute: Compute,
  groupNames: readonly string[],
): PolicyStatement[] {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account.id}:${resource}`;
  return [
    {
      // Service Authorization Reference: none of these knows resources.
      Sid: 'Look',
      Action: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeLifecycleHooks',
        'cloudwatch:DescribeAlarms',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
        'tag:GetResources',
      ],
      Resource: '*',
    },
    {
      Sid: 'HookIntoGroups',
      Action: [
        'autoscaling:CompleteLifecycleAction',
        'autoscaling:DeleteLifecycleHook',
        'autoscaling:PutLifecycleHook',
        'autoscaling:RecordLifecycleActionHeartbeat',
        'autoscaling:ResumeProcesses',
        'autoscaling:SuspendProcesses',
      ],
      Resource: groupNames.map((name) => arn('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${name}`)),
    },
    {
      Sid: 'TakeOutOfService',
      Action: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      Resource: arn('elasticloadbalancing', `targetgroup/${compute.targetGroupName}/*`),
    },
    { Sid: 'TellOfFailures', Action: 'sns:Publish', Resource: compute.alarmTopicArn },
    {
      Sid: 'EncryptWhatIsTold',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: compute.alarmKeyArn,
    },
  ];
}
