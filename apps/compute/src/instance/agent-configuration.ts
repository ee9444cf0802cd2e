import type { Environment, Role } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Surroundings } from '../surroundings';

/** The namespace of all our own metrics: the only one into which an instance may put any. */
export const metricNamespace = 'Malinshopper';

/** Where the logs of a role's instances go. */
export function logGroupName({ name }: Pick<Environment, 'name'>, role: Role): string {
  return resourceName('logGroup', `/malinshopper/${name}/${role}`);
}

/**
 * What the CloudWatch agent measures and ships (CloudWatch user guide, "Create or edit the CloudWatch agent configuration
 * file"). It needs no permission but to write: of itself it names only its instance, which the instance's metadata tell.
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
