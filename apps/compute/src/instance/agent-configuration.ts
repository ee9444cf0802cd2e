import type { Environment, Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Surroundings } from '../surroundings';

/** The namespace of all custom metrics: the only one to which an instance can send any. */
export const metricNamespace = 'Malinshopper';

/** The log group of a role's instances. */
export function logGroupName({ name }: Pick<Environment, 'name'>, role: Role): string {
  return resourceName('logGroup', `/malinshopper/${name}/${role}`);
}

/**
 * The metrics and logs of the CloudWatch agent (CloudWatch user guide, "Create or edit the CloudWatch agent
 * configuration file"). It needs write permissions only: its only own dimension is the instance id, from the instance's
 * metadata.
 */
export function agentConfiguration(
  role: Role,
  { environment }: Pick<Surroundings, 'environment'>,
  logs: Readonly<Record<string, string>>,
) {
  const append_dimensions = { Environment: environment.name, Role: role };
  return {
    agent: { metrics_collection_interval: 60, region: environment.region },
    metrics: {
      namespace: metricNamespace,
      append_dimensions: { InstanceId: '${aws:InstanceId}' },
      // For alarms and dashboards, which outlive an instance.
      aggregation_dimensions: [['Environment', 'Role']],
      metrics_collected: {
        mem: { measurement: ['mem_used_percent'], append_dimensions },
        swap: { measurement: ['swap_used_percent'], append_dimensions },
        disk: { measurement: ['used_percent'], resources: ['/'], drop_device: true, append_dimensions },
      },
    },
    logs: {
      logs_collected: {
        files: {
          collect_list: Object.entries(logs).map(([stream, file_path]) => ({
            file_path,
            log_group_name: logGroupName(environment, role),
            log_stream_name: `{instance_id}/${stream}`,
          })),
        },
      },
    },
  };
}
