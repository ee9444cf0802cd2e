import type { Capability } from '../capability';

/** Load balancers, their listeners and target groups. */
export const loadBalancers: Capability = {
  list: [
    'elasticloadbalancing:DescribeCapacityReservation',
    'elasticloadbalancing:DescribeListenerAttributes',
    'elasticloadbalancing:DescribeListenerCertificates',
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeRules',
    'elasticloadbalancing:DescribeTags',
    'elasticloadbalancing:DescribeTargetGroupAttributes',
    'elasticloadbalancing:DescribeTargetGroups',
  ],
  create: [
    'elasticloadbalancing:AddTags',
    'elasticloadbalancing:CreateLoadBalancer',
    'elasticloadbalancing:CreateTargetGroup',
  ],
  change: [
    'elasticloadbalancing:AddListenerCertificates',
    'elasticloadbalancing:AddTags',
    'elasticloadbalancing:CreateListener',
    'elasticloadbalancing:CreateRule',
    'elasticloadbalancing:DeleteListener',
    'elasticloadbalancing:DeleteLoadBalancer',
    'elasticloadbalancing:DeleteRule',
    'elasticloadbalancing:DeleteTargetGroup',
    'elasticloadbalancing:ModifyListener',
    'elasticloadbalancing:ModifyListenerAttributes',
    'elasticloadbalancing:ModifyLoadBalancerAttributes',
    'elasticloadbalancing:ModifyRule',
    'elasticloadbalancing:ModifyTargetGroup',
    'elasticloadbalancing:ModifyTargetGroupAttributes',
    'elasticloadbalancing:RemoveListenerCertificates',
    'elasticloadbalancing:RemoveTags',
    'elasticloadbalancing:SetRulePriorities',
    'elasticloadbalancing:SetSecurityGroups',
    'elasticloadbalancing:SetSubnets',
  ],
  // ELB looks at the network in its caller's name (libs/aws-facts, forwarded calls).
  set: [
    'ec2:DescribeAccountAttributes',
    'ec2:DescribeAddresses',
    'ec2:DescribeAvailabilityZones',
    'ec2:DescribeInternetGateways',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcPeeringConnections',
    'ec2:DescribeVpcs',
  ],
};

/** Launch templates and auto scaling groups. */
export const scalingGroups: Capability = {
  list: [
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeNotificationConfigurations',
    'autoscaling:DescribePolicies',
    'autoscaling:DescribeScheduledActions',
    'ec2:DescribeLaunchTemplateVersions',
    'ec2:DescribeLaunchTemplates',
  ],
  create: [
    'autoscaling:CreateAutoScalingGroup',
    'autoscaling:CreateOrUpdateTags',
    'ec2:CreateLaunchTemplate',
    'ec2:CreateTags',
    // Auto Scaling tries whether its caller may launch what the template says (libs/aws-facts, forwarded calls).
    'ec2:RunInstances',
  ],
  change: [
    'autoscaling:AttachLoadBalancerTargetGroups',
    'autoscaling:AttachTrafficSources',
    'autoscaling:CancelInstanceRefresh',
    'autoscaling:CreateOrUpdateTags',
    'autoscaling:DeleteAutoScalingGroup',
    'autoscaling:DeleteNotificationConfiguration',
    'autoscaling:DeletePolicy',
    'autoscaling:DeleteScheduledAction',
    'autoscaling:DeleteTags',
    'autoscaling:DetachLoadBalancerTargetGroups',
    'autoscaling:DetachTrafficSources',
    'autoscaling:DisableMetricsCollection',
    'autoscaling:EnableMetricsCollection',
    'autoscaling:PutNotificationConfiguration',
    'autoscaling:PutScalingPolicy',
    'autoscaling:PutScheduledUpdateGroupAction',
    'autoscaling:ResumeProcesses',
    'autoscaling:SetInstanceProtection',
    'autoscaling:StartInstanceRefresh',
    'autoscaling:SuspendProcesses',
    'autoscaling:UpdateAutoScalingGroup',
    'ec2:CreateLaunchTemplateVersion',
    'ec2:CreateTags',
    'ec2:DeleteLaunchTemplate',
    'ec2:DeleteTags',
    'ec2:ModifyLaunchTemplate',
    'ec2:RunInstances',
  ],
  // How a group that is changed or ended comes along.
  set: [
    'autoscaling:DescribeInstanceRefreshes',
    'autoscaling:DescribeLifecycleHooks',
    'autoscaling:DescribeScalingActivities',
    'elasticloadbalancing:DescribeTargetHealth',
  ],
};

/** Hadoop clusters. */
export const clusters: Capability = {
  list: ['elasticmapreduce:DescribeSecurityConfiguration'],
  read: [
    'elasticmapreduce:DescribeCluster',
    'elasticmapreduce:GetAutoTerminationPolicy',
    'elasticmapreduce:GetManagedScalingPolicy',
    'elasticmapreduce:ListBootstrapActions',
    'elasticmapreduce:ListInstanceFleets',
    'elasticmapreduce:ListInstanceGroups',
    'elasticmapreduce:ListSteps',
  ],
  create: ['elasticmapreduce:AddTags'],
  createUnnamed: ['elasticmapreduce:RunJobFlow'],
  change: [
    'elasticmapreduce:AddInstanceFleet',
    'elasticmapreduce:AddTags',
    'elasticmapreduce:ListInstances',
    'elasticmapreduce:ModifyCluster',
    'elasticmapreduce:ModifyInstanceFleet',
    'elasticmapreduce:PutManagedScalingPolicy',
    'elasticmapreduce:RemoveManagedScalingPolicy',
    'elasticmapreduce:RemoveTags',
    'elasticmapreduce:SetTerminationProtection',
    'elasticmapreduce:SetUnhealthyNodeReplacement',
    'elasticmapreduce:TerminateJobFlows',
  ],
  set: ['elasticmapreduce:CreateSecurityConfiguration', 'elasticmapreduce:DeleteSecurityConfiguration'],
};

/** Releases of the application. */
export const releases: Capability = {
  read: ['codedeploy:GetApplication', 'codedeploy:GetDeploymentGroup', 'codedeploy:ListTagsForResource'],
  create: ['codedeploy:CreateApplication', 'codedeploy:CreateDeploymentGroup', 'codedeploy:TagResource'],
  change: [
    'codedeploy:DeleteApplication',
    'codedeploy:DeleteDeploymentGroup',
    'codedeploy:TagResource',
    'codedeploy:UntagResource',
    'codedeploy:UpdateApplication',
    'codedeploy:UpdateDeploymentGroup',
  ],
};
