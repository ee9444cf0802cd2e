import { environment, variantOf, workerRoles } from '@malinshopper/environments';
import { Synthesized, synthesized, type Block } from '../testing/synthesized';

const metric = 'aws_cloudwatch_metric_alarm';
const heartbeat = (name: string, role: string) => ({
  namespace: 'Malinshopper',
  metric_name: 'Heartbeat',
  dimensions: { Environment: name, Role: role },
  statistic: 'Sum',
  comparison_operator: 'LessThanThreshold',
  threshold: 1,
  treat_missing_data: 'breaching',
});
const minutes = ({ period, evaluation_periods: periods }: Block) => ((period as number) * (periods as number)) / 60;

describe.each(workerRoles)('no successful update of %s', (role) => {
  test('in 75 minutes is notified', () => {
    const { config } = synthesized('production').one<Block>(metric, `${role}-heartbeat/always/Resource`);
    expect(config).toMatchObject({ ...heartbeat('production', role), alarm_name: `production-${role}-heartbeat` });
    expect(minutes(config)).toBe(75);
    // All of the periods must have no heartbeat.
    expect(config).not.toHaveProperty('datapoints_to_alarm');
  });

  test('is notified for a job on a cluster too, which has no group', () => {
    const primary = { instanceTypes: ['m7g.xlarge'] } as const;
    const stack = new Synthesized(
      variantOf(environment('feature/checkout'), {
        hadoop: {
          mode: 'cluster',
          replaces: [role],
          primary,
          core: { ...primary, units: 1 },
          task: { ...primary, maxUnits: 0 },
        },
      }),
    );
    const { config } = stack.one<Block>(metric, `${role}-heartbeat/always/Resource`);
    expect(config).toMatchObject(heartbeat(stack.environment.name, role));
  });

  describe('with opening hours of the instances', () => {
    const stack = synthesized('feature/checkout');
    const { name } = stack.environment;
    const silent = stack.one<Block>(metric, `${role}-heartbeat/silent`);
    const closed = stack.one<Block>(metric, `${role}-heartbeat/closed`);

    test('is notified only if they were scheduled for all of the 75 minutes', () => {
      const { config } = stack.one<Block>('aws_cloudwatch_composite_alarm', `${role}-heartbeat/by-day`);
      expect(config).toMatchObject({
        alarm_name: `${name}-${role}-heartbeat`,
        alarm_rule: `ALARM("\${${silent.address}.alarm_name}") AND NOT ALARM("\${${closed.address}.alarm_name}")`,
      });
      expect(silent.config).toMatchObject(heartbeat(name, role));
      expect(closed.config).toMatchObject({
        metric_name: 'GroupDesiredCapacity',
        dimensions: {
          AutoScalingGroupName: `\${${stack.one('aws_autoscaling_group', `${role}/group/Resource`).address}.name}`,
        },
        statistic: 'Minimum',
        comparison_operator: 'LessThanThreshold',
        threshold: 1,
        datapoints_to_alarm: 1,
        treat_missing_data: 'notBreaching',
      });
      expect([minutes(silent.config), minutes(closed.config)]).toEqual([75, 75]);
    });

    test('is notified by one alarm only', () => {
      for (const { config } of [silent, closed]) {
        expect(config).not.toHaveProperty('alarm_actions');
        expect(config).not.toHaveProperty('ok_actions');
      }
    });
  });
});

test('the group publishes the metric that shows its closing', () => {
  for (const role of workerRoles) {
    const { config } = synthesized('feature/checkout').one<Block>('aws_autoscaling_group', `${role}/group/Resource`);
    expect(config['enabled_metrics']).toContain('GroupDesiredCapacity');
  }
});
