import {
  calls,
  makesRoleOf,
  passesRole,
  type ForwardedCall,
  type ForwardedCalls,
  type ForwardedKind,
} from './forwarded-call';

const TEMPLATES =
  'Amazon EC2 Auto Scaling user guide, "Control Amazon EC2 launch template usage in Auto Scaling groups"';
const FIRST = 'Amazon EC2 Auto Scaling user guide, "Service-linked roles"';
const SPOT = 'Amazon EC2 user guide, "Service-linked role for Spot Instance requests"';
const EMR =
  'Amazon EMR management guide, "Identity-based policies": users pass the service role and the instance profile';
const FLOW_LOGS =
  'Amazon VPC user guide, "IAM role for publishing flow logs to CloudWatch Logs": permissions of the caller';
const PROFILES = 'IAM API reference, AddRoleToInstanceProfile';
const RELEASES = 'CodeDeploy user guide, "Identity-based policies": iam:PassRole for the service role';

const withTemplate = ['LaunchTemplate', 'MixedInstancesPolicy'];
/**
 * The message that clients receive: terraform-aws-modules/terraform-aws-eks pull request 822. The template's id
 * follows.
 */
const refusal = { code: 'AccessDenied', message: 'You are not authorized to use launch template: ' };

const launches = (...kinds: readonly ForwardedKind[]): ForwardedCall[] =>
  kinds.flatMap((kind) => calls(TEMPLATES, ['ec2:RunInstances'], { kind, when: withTemplate, refusal }));

/** Auto Scaling tests the caller's permission for a launch with the template. */
const tries: readonly ForwardedCall[] = [
  ...launches('instance', 'volume', 'launch-template', 'security-group', 'subnet', 'image', 'network-interface'),
  ...(['instance', 'volume'] as const).flatMap((kind) =>
    calls(TEMPLATES, ['ec2:CreateTags'], { kind, when: withTemplate, refusal }),
  ),
  ...calls(TEMPLATES, ['iam:PassRole'], {
    kind: 'role',
    service: 'ec2.amazonaws.com',
    when: withTemplate,
    refusal,
  }),
];

/**
 * Instances and the services that start them. CodeDeploy adds its hooks to groups with its own role (AWS managed policy
 * AWSCodeDeployRole: `autoscaling:PutLifecycleHook`), and EMR starts instances with its service role: their callers
 * only need to pass that role. A NAT gateway of one zone has no service-linked role (Amazon VPC user guide, "Using
 * service-linked roles for VPC": regional ones have).
 */
export const ofInstances: ForwardedCalls = {
  'autoscaling:CreateAutoScalingGroup': [
    ...tries,
    ...makesRoleOf('autoscaling.amazonaws.com', FIRST),
    ...makesRoleOf('spot.amazonaws.com', SPOT, ['MixedInstancesPolicy']),
  ],
  'autoscaling:UpdateAutoScalingGroup': tries,
  'codedeploy:CreateDeploymentGroup': passesRole('codedeploy.amazonaws.com', RELEASES, ['serviceRoleArn']),
  'codedeploy:UpdateDeploymentGroup': passesRole('codedeploy.amazonaws.com', RELEASES, ['serviceRoleArn']),
  'ec2:CreateFlowLogs': passesRole('vpc-flow-logs.amazonaws.com', FLOW_LOGS, ['DeliverLogsPermissionArn']),
  'elasticmapreduce:RunJobFlow': [
    ...passesRole('elasticmapreduce.amazonaws.com', EMR, ['ServiceRole']),
    ...passesRole('ec2.amazonaws.com', EMR, ['JobFlowRole']),
    ...makesRoleOf('elasticmapreduce.amazonaws.com', 'Amazon EMR management guide, "Using service-linked roles"'),
  ],
  'iam:AddRoleToInstanceProfile': passesRole('ec2.amazonaws.com', PROFILES),
};
