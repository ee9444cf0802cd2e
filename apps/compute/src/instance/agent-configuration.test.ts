import { roles } from '@malinshopper/environments';
import { Ajv } from 'ajv';
import { agentSchema } from '../testing/agent-schema';
import { machine, type Machine } from '../testing/machine';
import { kinds, synthesized } from '../testing/synthesized';

interface Configuration {
  readonly metrics: { readonly metrics_collected: Record<string, { append_dimensions: Record<string, string> }> };
  readonly logs: {
    readonly logs_collected: { readonly files: { readonly collect_list: Record<string, string>[] } };
  };
}
const configurationOf = (one: Machine) =>
  JSON.parse(one.file('/etc/malinshopper/cloudwatch-agent.json')) as Configuration;
const ajv = new Ajv({ allErrors: true });
const faults = (configuration: unknown) => {
  ajv.validate(agentSchema, configuration);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe.each(kinds.flatMap((kind) => roles.map((role) => [kind, role] as const)))(
  'the agent of %s %s',
  (kind, role) => {
    const one = machine(kind, role);
    const configuration = configurationOf(one);
    const files = configuration.logs.logs_collected.files.collect_list;

    test('has a configuration that it supports completely', () => {
      expect(faults(configuration)).toEqual([]);
    });

    test("ships every log to the role's own group, the only one to which the instance can write", () => {
      const group = synthesized(kind).one<{ name: string }>('aws_cloudwatch_log_group', `${role}/log/Resource`);
      expect(new Set(files.map(({ log_group_name }) => log_group_name))).toEqual(new Set([group.config.name]));
      expect(new Set(files.map(({ log_stream_name }) => log_stream_name)).size).toBe(files.length);
    });

    test('ships every log of a unit or program of this repository', () => {
      const written = one.files
        .filter(({ path }) => !path.endsWith('cloudwatch-agent.json') && !path.startsWith('/etc/logrotate.d/'))
        .flatMap(({ content }) => content.match(/\/var\/log\/(malinshopper|nginx)\/[\w-]+\.log/g) ?? []);
      expect(written.length).toBeGreaterThan(0);
      expect(files.map(({ file_path }) => file_path)).toEqual(expect.arrayContaining(written));
    });

    test('sends the metrics that EC2 cannot see from outside, by environment and role', () => {
      for (const measure of ['mem', 'swap', 'disk']) {
        expect(configuration.metrics.metrics_collected[measure]!.append_dimensions).toEqual({
          Environment: synthesized(kind).environment.name,
          Role: role,
        });
      }
    });
  },
);

test('an unknown word or a log without a writer is detected', () => {
  const configuration = configurationOf(machine('production', 'web'));
  const { logs, ...others } = configuration;
  expect(faults({ ...others, log: logs })).toEqual([
    " must have required property 'logs'",
    ' must NOT have additional properties',
  ]);
  const [first] = logs.logs_collected.files.collect_list;
  const wrong = { logs_collected: { files: { collect_list: [{ ...first, file_path: 'relative.log' }] } } };
  expect(faults({ ...others, logs: wrong })).toEqual([expect.stringContaining('file_path must match pattern')]);
});
