/**
 * The part of the CloudWatch agent's configuration that this repository uses, as a JSON schema (CloudWatch user guide,
 * "Create or edit the CloudWatch agent configuration file"). It is stricter than the agent, which ignores an unknown
 * word and then measures nothing.
 */
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const closed = (properties: Record<string, object>, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

/** The instance's own dimensions, of which these two need no permission. */
const instance = {
  type: 'object',
  properties: { InstanceId: { const: '${aws:InstanceId}' }, InstanceType: { const: '${aws:InstanceType}' } },
  additionalProperties: false,
};
const dimensions = { type: 'object', maxProperties: 30, additionalProperties: text(1024) };
const measured = (...names: readonly string[]) => ({
  measurement: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: names } },
  append_dimensions: dimensions,
});

export const agentSchema = closed({
  agent: closed({ metrics_collection_interval: { type: 'integer', minimum: 1, maximum: 172_800 }, region: text(64) }),
  metrics: closed({
    namespace: text(255),
    append_dimensions: instance,
    aggregation_dimensions: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { type: 'array', maxItems: 30, uniqueItems: true, items: text(1024) },
    },
    metrics_collected: closed({
      mem: closed(measured('mem_used_percent', 'mem_available_percent')),
      swap: closed(measured('swap_used_percent')),
      disk: closed({
        ...measured('used_percent', 'inodes_free'),
        resources: { type: 'array', minItems: 1, items: text(4096) },
        drop_device: { type: 'boolean' },
      }),
    }),
  }),
  logs: closed({
    logs_collected: closed({
      files: closed({
        collect_list: {
          type: 'array',
          minItems: 1,
          uniqueItems: true,
          items: closed({
            file_path: { type: 'string', pattern: '^/[^*]+$', maxLength: 4096 },
            // CloudWatch Logs API reference, CreateLogGroup and CreateLogStream.
            log_group_name: { type: 'string', pattern: '^[.\\-_/#A-Za-z0-9]+$', maxLength: 512 },
            log_stream_name: { type: 'string', pattern: '^\\{instance_id\\}/[^:*{}]+$', maxLength: 512 },
          }),
        },
      }),
    }),
  }),
});
