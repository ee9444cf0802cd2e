/** How what AWS does not let go while it is in use is replaced, or never is. */
export interface Successor {
  /**
   * `first`: the next one is there, and used, before the old one goes; so it has another name, which `by` makes.
   * `never`: nothing that may change replaces it.
   */
  readonly how: 'first' | 'never';
  /** `prefix`: AWS's name begins with `name_prefix`. `hash`: it ends in one of what would replace it. `id`: it has no name. */
  readonly by?: 'prefix' | 'hash' | 'id' | 'name';
  /** What replaces it according to the provider, and is therefore left as it was made. */
  readonly ignores?: readonly string[];
}

/**
 * By type, with what of it the provider replaces (schema of terraform-provider-aws 5.100, "forces new resource"). What is not here either
 * keeps its name in place (load balancers, groups of instances, roles), or AWS lets it go: tools/local-aws, `deletions`.
 */
export const successors: Readonly<Record<string, Successor>> = {
  aws_acm_certificate: { how: 'first', by: 'id' },
  aws_cloudwatch_metric_alarm: { how: 'first', by: 'name' },
  aws_db_parameter_group: { how: 'first', by: 'prefix' },
  // RDS user guide, "Updating the VPC for a DB instance": no server moves within a VPC.
  aws_db_subnet_group: { how: 'never', ignores: ['name'] },
  aws_elasticache_subnet_group: { how: 'never', ignores: ['name'] },
  // IAM API, CreatePolicy: a description cannot be changed. Their addresses stand in conditions, so that no other name will do.
  aws_iam_policy: { how: 'never', ignores: ['description'] },
  // EC2 deletes it although a group starts instances from it, which then starts none.
  aws_launch_template: { how: 'first', by: 'prefix' },
  aws_lb_listener_certificate: { how: 'first', by: 'id' },
  aws_lb_target_group: { how: 'first', by: 'hash' },
  // EC2 API has no action for name or description; rules of other apps and running instances hold on to a group.
  aws_security_group: { how: 'first', by: 'prefix', ignores: ['name_prefix', 'description'] },
  aws_vpc_security_group_egress_rule: { how: 'first', by: 'id' },
  aws_vpc_security_group_ingress_rule: { how: 'first', by: 'id' },
  aws_wafv2_web_acl: { how: 'first', by: 'prefix' },
};
