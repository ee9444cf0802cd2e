import { aSetting, aTie, noSuchError, type Deletion } from './deletion';

export const compute: Readonly<Record<string, Deletion>> = {
  aws_autoscaling_group: {
    by: 'autoscaling:DeleteAutoScalingGroup',
    code: 'ResourceInUse',
    while: 'it has instances, without ForceDelete',
    source: 'API reference, DeleteAutoScalingGroup',
  },
  aws_autoscaling_notification: noSuchError('DeleteNotificationConfiguration'),
  aws_autoscaling_policy: noSuchError('DeletePolicy'),
  aws_autoscaling_schedule: noSuchError('DeleteScheduledAction'),
  aws_cloudwatch_composite_alarm: {
    by: 'monitoring:DeleteAlarms',
    code: 'ValidationError',
    while: 'another composite alarm names it in its rule',
    source: 'ekristen/aws-nuke issue 462',
  },
  aws_cloudwatch_log_group: noSuchError('DeleteLogGroup'),
  aws_cloudwatch_log_resource_policy: noSuchError('DeleteResourcePolicy'),
  aws_cloudwatch_metric_alarm: {
    by: 'monitoring:DeleteAlarms',
    code: 'ValidationError',
    while: 'a composite alarm names it in its rule',
    source: 'ekristen/aws-nuke issue 462, terraform-provider-aws issue 34807',
  },
  aws_emr_cluster: {
    by: 'elasticmapreduce:TerminateJobFlows',
    code: 'ValidationException',
    while: 'termination protection is on',
    source: 'EMR management guide, "Using termination protection"',
  },
  aws_emr_instance_fleet: { never: 'EMR has no action for it: it goes with its cluster' },
  aws_emr_managed_scaling_policy: noSuchError('RemoveManagedScalingPolicy'),
  aws_emr_security_configuration: {
    by: 'elasticmapreduce:DeleteSecurityConfiguration',
    code: 'InvalidRequestException',
    while: 'a cluster that is not terminated has it',
    source: 'pulumi-aws issue 1469, terraform-provider-aws issue 6279',
  },
  aws_iam_instance_profile: {
    by: 'iam:DeleteInstanceProfile',
    code: 'DeleteConflict',
    while: 'it has a role',
    source: 'API reference, DeleteInstanceProfile',
  },
  aws_launch_template: noSuchError('DeleteLaunchTemplate'),
  aws_lb: {
    by: 'elasticloadbalancing:DeleteLoadBalancer',
    code: 'OperationNotPermitted',
    while: 'deletion protection is on',
    source: 'API reference, DeleteLoadBalancer',
  },
  aws_lb_listener: {
    never: 'API reference, DeleteListener: its rules go with it, and so do the certificates that were added',
  },
  aws_lb_listener_certificate: aTie('RemoveListenerCertificates'),
  aws_lb_listener_rule: {
    never: 'API reference, DeleteRule: refused only for the default rule, which Terraform has none of',
  },
  aws_lb_target_group: {
    by: 'elasticloadbalancing:DeleteTargetGroup',
    code: 'ResourceInUse',
    while: 'a listener or a rule sends to it',
    source: 'API reference, DeleteTargetGroup',
  },
  aws_route53_record: noSuchError('ChangeResourceRecordSets'),
  aws_s3_object: noSuchError('DeleteObject'),
  aws_security_group: {
    by: 'ec2:DeleteSecurityGroup',
    code: 'DependencyViolation',
    while: 'a network interface has it, or a rule of another group names it',
    source: 'API reference, DeleteSecurityGroup',
  },
  aws_vpc_security_group_egress_rule: aSetting('RevokeSecurityGroupEgress'),
  aws_vpc_security_group_ingress_rule: aSetting('RevokeSecurityGroupIngress'),
};
