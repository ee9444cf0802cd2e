import { workerRoles, type WorkerRole } from '@malinshopper/environments';
import { onACluster } from '@malinshopper/testing';
import { Synthesized } from './synthesized';

interface Fleet {
  readonly target_on_demand_capacity?: number;
  readonly instance_type_configs: { instance_type: string }[];
}
export interface EmrCluster {
  readonly release_label: string;
  readonly ec2_attributes: Record<string, unknown>;
  readonly master_instance_fleet: Fleet;
  readonly core_instance_fleet: Fleet;
  readonly termination_protection: boolean;
  readonly unhealthy_node_replacement: boolean;
  readonly log_uri: string;
  readonly log_encryption_kms_key_id: string;
  readonly depends_on: string[];
  readonly lifecycle: { replace_triggered_by: string[] };
}

const known = new Map<string, Synthesized>();

/** The app's stack of an environment with its jobs on a cluster, synthesized once: every test only reads. */
export function stackOnACluster(
  ref: string,
  replaces: readonly WorkerRole[] = workerRoles,
  maxUnits?: number,
): Synthesized {
  const key = [ref, maxUnits, ...replaces].join();
  const result = known.get(key) ?? new Synthesized(onACluster(ref, replaces, maxUnits));
  known.set(key, result);
  return result;
}

export const clusterOf = (stack: Synthesized) => stack.one<EmrCluster>('aws_emr_cluster', 'cluster/Resource').config;

/** The types of a stack's resources in the construct with a role's name. */
export const madeFor = (stack: Synthesized, role: string) =>
  stack
    .all()
    .filter(({ path }) => path.startsWith(`compute/${role}/`))
    .map(({ address }) => address.replace(/\..*/, ''))
    .sort();
