import { roles, webRoles, workerRoles } from '@malinshopper/environments';
import { kinds, synthesized, teamTopic, type Block } from '../testing/synthesized';

interface AlarmConfig {
  readonly alarm_name: string;
  readonly alarm_actions: string[];
  readonly ok_actions: string[];
  readonly treat_missing_data: string;
  readonly metric_query?: Block[];
  readonly alarm_rule?: string;
}

describe.each(kinds)('the alarms of %s', (ref) => {
  const stack = synthesized(ref);
  // Some alarms send no notification, because they are parts of composite alarms.
  const alarms = [
    ...stack.all<AlarmConfig>('aws_cloudwatch_metric_alarm').filter(({ path }) => !/\/(silent|closed)$/.test(path)),
    ...stack.all<AlarmConfig>('aws_cloudwatch_composite_alarm'),
  ];
  const topic = teamTopic(stack.environment);
  const nameOf = (path: string) => `\${${stack.one('aws_cloudwatch_metric_alarm', path).address}.alarm_name}`;

  test('monitor the web servers, the load balancer if it is its own, missing instances, and workers without heartbeats', () => {
    const ofLoadBalancer = ref === 'feature/checkout' ? [] : ['load-balancer-errors', 'load-balancer-rejected'];
    const names = [
      ...webRoles.flatMap((role) => ['errors', 'slow', 'unhealthy', 'content'].map((of) => `${role}-${of}`)),
      ...ofLoadBalancer,
      ...roles.map((role) => `${role}-capacity`),
      ...workerRoles.map((role) => `${role}-heartbeat`),
    ];
    const expected = names.map((name) => `${stack.environment.name}-${name}`);
    expect(alarms.map(({ config }) => config.alarm_name)).toEqual(expect.arrayContaining(expected));
  });

  test('all notify the topic of the team when they go off and when they return to OK, and declare the meaning of missing data', () => {
    for (const { config } of alarms) {
      expect(config.alarm_actions).toEqual([topic]);
      expect(config.ok_actions).toEqual([topic]);
      // Missing data is bad for a heartbeat only. A composite alarm has no data itself.
      const missing = config.alarm_name.endsWith('heartbeat') ? 'breaching' : 'notBreaching';
      expect(config.treat_missing_data).toBe(config.alarm_rule ? undefined : missing);
    }
  });

  test('those of errors and unhealthy servers roll a release back', () => {
    const ofRole = (role: string) => ['errors', 'unhealthy'].map((of) => nameOf(`${role}-alarms/${of}/Resource`));
    expect(stack.json.output['rollbackAlarms']?.value).toEqual(
      Object.fromEntries(webRoles.map((role) => [role, ofRole(role)])),
    );
  });

  test.each(roles)('%s: missing instances are counted against the current size of the schedule', (role) => {
    const { config } = stack.one<AlarmConfig>('aws_cloudwatch_metric_alarm', `${role}-capacity/Resource`);
    const dimensions = {
      AutoScalingGroupName: `\${${stack.one('aws_autoscaling_group', `${role}/group/Resource`).address}.name}`,
    };
    expect(config.metric_query).toMatchObject([
      { expression: 'minimum - running', return_data: true },
      { id: 'minimum', metric: { metric_name: 'GroupMinSize', dimensions } },
      { id: 'running', metric: { metric_name: 'GroupInServiceInstances', dimensions } },
    ]);
  });
});
