import { fixed, frees, on } from '../effects/direction';
import { grows } from '../effects/lists';
import { allowsMore } from '../effects/documents';
import type { Rows } from '../row';

/** It is created again from the program, or with its owner. */
const again = { does: '', mayGo: true, mayBeReplaced: true } as const;

/**
 * Clusters, and parts that production does not use yet. Jobs of a cluster can run again, and an environment can return
 * to workers.
 */
export const clusters: Rows = {
  aws_emr_cluster: {
    ...again,
    attributes: {
      ...frees('tags tags_all step_concurrency_level visible_to_all_users auto_termination_policy cluster_state'),
      ...frees('core_instance_fleet core_instance_group master_instance_fleet master_instance_group master_public_dns'),
      termination_protection: on('the protection from termination by hand or by a program'),
      unhealthy_node_replacement: on('the replacement of broken nodes'),
      keep_job_flow_alive_when_no_steps: on('the cluster, when it has no job'),
      log_uri: fixed('the logs of the jobs'),
    },
  },
  aws_emr_instance_fleet: {
    ...again,
    attributes: frees(
      'target_spot_capacity target_on_demand_capacity provisioned_spot_capacity provisioned_on_demand_capacity',
    ),
  },
  aws_emr_managed_scaling_policy: { ...again, attributes: frees('compute_limits') },
  aws_emr_security_configuration: { ...again, attributes: {} },
  aws_elasticache_subnet_group: {
    ...again,
    attributes: {
      ...frees('tags tags_all description vpc_id'),
      subnet_ids: grows('the subnets that the cache can use'),
    },
  },
  aws_ec2_default_credit_specification: { ...again, attributes: frees('cpu_credits timeouts') },
  aws_sqs_queue_policy: {
    does: 'allows events to enter a queue',
    partOf: ['queue_url', 'aws_sqs_queue'],
    sets: ['queue_url'],
    oneEach: true,
    attributes: { policy: allowsMore('events that wait for a worker') },
  },
  aws_sqs_queue_redrive_allow_policy: { ...again, attributes: frees('redrive_allow_policy') },
};
