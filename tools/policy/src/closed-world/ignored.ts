/** Attributes in which Terraform ignores changes, by type, each with its reason. None of them affects permissions. */
export const ignored: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_autoscaling_group: {
    min_size: 'schedules change it during the day (aws_autoscaling_schedule)',
    max_size: 'schedules change it during the day (aws_autoscaling_schedule)',
  },
  aws_db_subnet_group: {
    name: 'RDS moves no server within a VPC: another name would replace the group, which is in use',
  },
  aws_elasticache_subnet_group: {
    name: 'ElastiCache moves no cache within a VPC: another name would replace the group, which is in use',
  },
  aws_emr_instance_fleet: {
    target_on_demand_capacity: 'EMR scales it (aws_emr_managed_scaling_policy)',
    target_spot_capacity: 'EMR scales it (aws_emr_managed_scaling_policy)',
  },
  aws_iam_policy: { description: 'IAM cannot change it: another text would replace the policy, which is in use' },
  aws_route53_delegation_set: {
    reference_name: 'Route 53 does not return it: an imported set has none, and a plan would replace it and every zone',
  },
  aws_security_group: {
    description: 'EC2 cannot change it: another text would replace the group, which is in use',
    name_prefix: 'EC2 cannot change it: another name would replace the group, which is in use',
  },
  terraform_data: { input: 'it keeps the time of the first deploy, for the name of the last snapshot' },
};
