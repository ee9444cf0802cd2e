import type { PolicyStatement } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';

export interface DeployerPermissionsProps {
  readonly environment: Environment;
  /** The target groups in which it registers and deregisters instances. */
  readonly targetGroupNames: readonly string[];
  /** The auto scaling groups that it deploys to. */
  readonly groupNames: readonly string[];
  /**
   * The topic for failures, to which it publishes as itself (CodeDeploy user guide, "Grant Amazon SNS permissions to a
   * service role").
   */
  readonly topic: { readonly arn: string; readonly keyArn: string };
}

/**
 * The permissions of CodeDeploy: the part of AWSCodeDeployRole that deployments in place need, on this environment's
 * groups only. With the managed policy, CodeDeploy of one environment could terminate the instances of every other
 * environment.
 */
export function deployerPermissions(props: DeployerPermissionsProps): PolicyStatement[] {
  const { targetGroupNames, groupNames, topic } = props;
  const { account, region } = props.environment;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account.id}:${resource}`;
  return [
    {
      // Service Authorization Reference: none of these supports resource-level permissions.
      Sid: 'Look',
      Action: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeLifecycleHooks',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
        'tag:GetResources',
      ],
      Resource: '*',
    },
    { Sid: 'LookAtAlarms', Action: 'cloudwatch:DescribeAlarms', Resource: arn('cloudwatch', 'alarm:*') },
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
      Resource: targetGroupNames.map((name) => arn('elasticloadbalancing', `targetgroup/${name}/*`)),
    },
    { Sid: 'TellOfFailures', Action: 'sns:Publish', Resource: topic.arn },
    {
      Sid: 'EncryptWhatIsTold',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: topic.keyArn,
      Condition: { StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` } },
    },
  ];
}
