import type { Scenario } from '../../scenarios';

/** Scenarios with the types that production does not have. */
const scenarios: Readonly<Record<string, Scenario>> = {
  aws_autoscaling_schedule: 'branch',
  aws_cloudwatch_composite_alarm: 'branch',
  aws_cloudwatch_event_rule: 'cluster',
  aws_elasticache_replication_group: 'cluster',
  aws_elasticache_subnet_group: 'cluster',
  aws_emr_cluster: 'cluster',
  aws_emr_instance_fleet: 'cluster',
  aws_emr_security_configuration: 'cluster',
  aws_lb_listener_certificate: 'testing',
  aws_sqs_queue: 'cluster',
};

/** The scenario for the breaks of a type: production, if it has the type. */
export const madeIn = (type: string): { readonly type: string; readonly scenario?: Scenario } => {
  const scenario = scenarios[type];
  return scenario === undefined ? { type } : { type, scenario };
};
