import { makes, makesUnnamed, others, own, plain, untagged, type CallsByType } from './call';

const elb = (...names: readonly string[]) => names.map((name) => `elasticloadbalancing:${name}`);
const described = plain(...elb('DescribeTags'));
// The Service Authorization Reference lists tag conditions for load balancers only. ELB also applies them to listeners,
// rules and target groups.
const retag = own('loadbalancer', ...elb('AddTags', 'RemoveTags'));
const tagged = makes('loadbalancer', ...elb('AddTags'));

/** Load balancer and instances, in terraform-provider-aws 5.100.0 (internal/service/elbv2, autoscaling, emr, ...). */
export const computeCalls = {
  aws_lb: {
    create: [
      ...makes('loadbalancer', ...elb('CreateLoadBalancer')),
      ...tagged,
      ...own('loadbalancer/app/', ...elb('ModifyLoadBalancerAttributes')),
    ],
    read: [
      ...plain(...elb('DescribeLoadBalancers', 'DescribeLoadBalancerAttributes', 'DescribeCapacityReservation')),
      ...described,
    ],
    update: [...own('loadbalancer/app/', ...elb('SetSecurityGroups', 'SetSubnets')), ...retag],
    delete: [...own('loadbalancer/app/', ...elb('DeleteLoadBalancer')), ...plain('ec2:DescribeNetworkInterfaces')],
  },
  aws_lb_listener: {
    create: [
      ...own('loadbalancer/app/', ...elb('CreateListener')),
      ...tagged,
      ...own('listener/app', ...elb('ModifyListenerAttributes')),
    ],
    read: [...plain(...elb('DescribeListeners', 'DescribeListenerAttributes')), ...described],
    update: [...own('listener/app', ...elb('ModifyListener')), ...retag],
    delete: own('listener/app', ...elb('DeleteListener')),
  },
  aws_lb_listener_certificate: {
    create: own('listener/app', ...elb('AddListenerCertificates')),
    read: plain(...elb('DescribeListenerCertificates')),
    delete: own('listener/app', ...elb('RemoveListenerCertificates')),
  },
  aws_lb_listener_rule: {
    create: [...own('listener/app', ...elb('CreateRule')), ...tagged],
    read: [...plain(...elb('DescribeRules')), ...described],
    update: own('listener-rule/app', ...elb('ModifyRule', 'SetRulePriorities')),
    delete: own('listener-rule/app', ...elb('DeleteRule')),
  },
  aws_lb_target_group: {
    create: [
      ...makes('targetgroup', ...elb('CreateTargetGroup')),
      ...tagged,
      ...own('targetgroup', ...elb('ModifyTargetGroupAttributes')),
    ],
    read: [...plain(...elb('DescribeTargetGroups', 'DescribeTargetGroupAttributes')), ...described],
    update: own('targetgroup', ...elb('ModifyTargetGroup')),
    delete: own('targetgroup', ...elb('DeleteTargetGroup')),
  },
  aws_wafv2_web_acl_association: {
    create: [...own('webacl', 'wafv2:AssociateWebACL'), ...untagged('loadbalancer/app/', 'wafv2:AssociateWebACL')],
    read: [
      ...own('webacl', 'wafv2:GetWebACLForResource'),
      ...untagged('loadbalancer/app/', 'wafv2:GetWebACLForResource'),
    ],
    delete: untagged('loadbalancer/app/', 'wafv2:DisassociateWebACL'),
  },
  aws_launch_template: {
    create: makes('launch-template', 'ec2:CreateLaunchTemplate', 'ec2:CreateTags'),
    read: plain('ec2:DescribeLaunchTemplates', 'ec2:DescribeLaunchTemplateVersions'),
    update: own(
      'launch-template',
      'ec2:CreateLaunchTemplateVersion',
      'ec2:ModifyLaunchTemplate',
      'ec2:CreateTags',
      'ec2:DeleteTags',
    ),
    delete: own('launch-template', 'ec2:DeleteLaunchTemplate'),
  },
  aws_autoscaling_group: {
    create: [
      ...makes('autoScalingGroup', 'autoscaling:CreateAutoScalingGroup', 'autoscaling:CreateOrUpdateTags'),
      ...own('autoScalingGroup', 'autoscaling:EnableMetricsCollection'),
      // The launch template can name other teams' security groups, such as the client group of a database server.
      ...others('security-group', 'ec2:RunInstances'),
    ],
    read: plain('autoscaling:DescribeAutoScalingGroups'),
    update: [
      ...plain(
        'autoscaling:DescribeInstanceRefreshes',
        'autoscaling:DescribeScalingActivities',
        ...elb('DescribeTargetHealth'),
      ),
      ...own(
        'autoScalingGroup',
        'autoscaling:UpdateAutoScalingGroup',
        'autoscaling:StartInstanceRefresh',
        'autoscaling:CancelInstanceRefresh',
        'autoscaling:CreateOrUpdateTags',
        'autoscaling:DeleteTags',
        'autoscaling:DisableMetricsCollection',
        'autoscaling:AttachTrafficSources',
        'autoscaling:DetachTrafficSources',
        'autoscaling:AttachLoadBalancerTargetGroups',
        'autoscaling:DetachLoadBalancerTargetGroups',
        'autoscaling:SuspendProcesses',
        'autoscaling:ResumeProcesses',
        'autoscaling:SetInstanceProtection',
      ),
    ],
    delete: [
      ...plain('autoscaling:DescribeLifecycleHooks'),
      ...own('autoScalingGroup', 'autoscaling:UpdateAutoScalingGroup', 'autoscaling:DeleteAutoScalingGroup'),
    ],
  },
  aws_autoscaling_policy: {
    create: own('autoScalingGroup', 'autoscaling:PutScalingPolicy'),
    read: plain('autoscaling:DescribePolicies'),
    delete: own('autoScalingGroup', 'autoscaling:DeletePolicy'),
  },
  aws_autoscaling_schedule: {
    create: own('autoScalingGroup', 'autoscaling:PutScheduledUpdateGroupAction'),
    read: plain('autoscaling:DescribeScheduledActions'),
    delete: own('autoScalingGroup', 'autoscaling:DeleteScheduledAction'),
  },
  aws_autoscaling_notification: {
    create: own('autoScalingGroup', 'autoscaling:PutNotificationConfiguration'),
    read: plain('autoscaling:DescribeNotificationConfigurations'),
    delete: own('autoScalingGroup', 'autoscaling:DeleteNotificationConfiguration'),
  },
  aws_emr_security_configuration: {
    create: plain('elasticmapreduce:CreateSecurityConfiguration'),
    read: plain('elasticmapreduce:DescribeSecurityConfiguration'),
    delete: plain('elasticmapreduce:DeleteSecurityConfiguration'),
  },
  aws_emr_cluster: {
    create: [...makesUnnamed('elasticmapreduce:RunJobFlow'), ...makes('cluster', 'elasticmapreduce:AddTags')],
    read: own(
      'cluster',
      'elasticmapreduce:DescribeCluster',
      'elasticmapreduce:GetAutoTerminationPolicy',
      'elasticmapreduce:ListBootstrapActions',
      'elasticmapreduce:ListInstanceFleets',
      'elasticmapreduce:ListInstanceGroups',
      'elasticmapreduce:ListSteps',
    ),
    update: own(
      'cluster',
      'elasticmapreduce:ModifyCluster',
      'elasticmapreduce:SetTerminationProtection',
      'elasticmapreduce:SetUnhealthyNodeReplacement',
      'elasticmapreduce:AddTags',
      'elasticmapreduce:RemoveTags',
    ),
    delete: own('cluster', 'elasticmapreduce:TerminateJobFlows', 'elasticmapreduce:ListInstances'),
  },
  aws_emr_instance_fleet: {
    create: own('cluster', 'elasticmapreduce:AddInstanceFleet'),
    read: own('cluster', 'elasticmapreduce:ListInstanceFleets'),
    update: own('cluster', 'elasticmapreduce:ModifyInstanceFleet'),
    delete: own('cluster', 'elasticmapreduce:ModifyInstanceFleet'),
  },
  aws_emr_managed_scaling_policy: {
    create: own('cluster', 'elasticmapreduce:PutManagedScalingPolicy'),
    read: own('cluster', 'elasticmapreduce:GetManagedScalingPolicy'),
    delete: own('cluster', 'elasticmapreduce:RemoveManagedScalingPolicy'),
  },
} satisfies CallsByType;
