import { environment, webRoles, type Role } from '@malinshopper/environments';
import { feeds, mailer, withRole } from '@malinshopper/testing';
import { Machine } from './testing/machine';
import { kinds, Synthesized, type Block } from './testing/synthesized';

const role = (name: string) => name as Role;
interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
}
const allowed = (stack: Synthesized, name: string) =>
  stack
    .all<{ policy: string }>('aws_iam_role_policy')
    .filter(({ path }) => path.startsWith(`compute/${name}/identity/`))
    .flatMap(({ config }) => (JSON.parse(config.policy) as { Statement: Statement[] }).Statement)
    .flatMap(({ Action, Resource }) => [Action].flat().map((action) => [action, [Resource].flat()] as const));
const actions = (stack: Synthesized, name: string) => allowed(stack, name).map(([action]) => action);
const namesOf = (stack: Synthesized, type: string) =>
  stack.all<{ name?: string; alarm_name?: string }>(type).map(({ config }) => config.alarm_name ?? config.name ?? '');

describe.each(kinds)('a second role with visitors, in %s', (ref) => {
  const stack = new Synthesized(withRole(ref, 'feeds', feeds));
  const before = new Synthesized(environment(ref));
  const one = new Machine(stack, role('feeds'));
  const targets = stack.one<Block>('aws_lb_target_group', 'feeds-entry/targets');
  const group = stack.one<Block>('aws_autoscaling_group', 'feeds/group/Resource').config;

  test('has a target group of its own, to which its paths are routed before all others', () => {
    interface Rule {
      readonly priority: number;
      readonly action: { type: string; target_group_arn: string }[];
      readonly condition: Block[];
    }
    const rule = stack.one<Rule>('aws_lb_listener_rule', 'feeds-entry/rule').config;
    const rest = stack.one<Rule>('aws_lb_listener_rule', 'web-entry/rule').config;
    expect(rule.action).toEqual([{ type: 'forward', target_group_arn: `\${${targets.address}.arn}` }]);
    expect(rule.condition).toEqual([...rest.condition, { path_pattern: { values: ['/feeds/*'] } }]);
    expect(rule.priority).toBeLessThan(rest.priority);
    expect(group['target_group_arns']).toEqual([`\${${targets.address}.arn}`]);
    expect(group['health_check_type']).toBe('ELB');
    expect(stack.json.output['targetGroupNames']?.value).toMatchObject({ feeds: `\${${targets.address}.name}` });
  });

  test('creates no DNS name and no certificate: those belong to the default role', () => {
    for (const type of ['aws_route53_record', 'aws_lb_listener_certificate'])
      expect(stack.all(type).map(({ address }) => address)).toEqual(before.all(type).map(({ address }) => address));
  });

  test('has ingress from the load balancer only', () => {
    const into = stack
      .all<Block>('aws_vpc_security_group_ingress_rule')
      .filter(({ path }) => path.startsWith('compute/feeds/'));
    expect(into).toMatchObject([{ config: { from_port: 80, to_port: 80 } }]);
  });

  test('has no sessions: no visitor is tied to a server', () => {
    expect(targets.config['stickiness']).toMatchObject({ enabled: false });
  });

  test('mounts the content read-only, reports unreadable content, and has swap', () => {
    expect(one.unit('malinshopper-content.service')).toContain(' -o ro,');
    expect(one.program('content-watch')).toContain(
      ' && [ "$MALINSHOPPER_ROLE" != feeds ] || "$(dirname "$0")/report-unreadable"',
    );
    expect(one.files.map(({ path }) => path)).toContain('/usr/local/lib/malinshopper/report-unreadable');
    expect(one.commands.some((command) => command.includes('malinshopper-swap.service'))).toBe(true);
    expect(one.packages).toContain('nginx');
    expect(one.text).not.toContain('hadoop');
  });

  test('has exactly the permissions of web, and none of a worker', () => {
    expect(actions(stack, 'feeds')).toEqual(actions(stack, 'web'));
    for (const action of actions(stack, 'feeds')) expect(action).not.toMatch(/^s3:(Put|Delete)|^kms:Gen|^autoscaling:/);
  });

  test('scales, and has the alarms for visitors, two of which roll a release back', () => {
    expect(namesOf(stack, 'aws_autoscaling_policy').filter((name) => name.includes('.'))).toHaveLength(
      2 * webRoles.length + 2,
    );
    const name = (of: string) => `${stack.environment.name}-feeds-${of}`;
    expect(namesOf(stack, 'aws_cloudwatch_metric_alarm')).toEqual(
      expect.arrayContaining(['errors', 'unhealthy', 'slow', 'content', 'capacity'].map(name)),
    );
    const alarm = (of: string) =>
      `\${${stack.one('aws_cloudwatch_metric_alarm', `feeds-alarms/${of}/Resource`).address}.alarm_name}`;
    expect(stack.json.output['rollbackAlarms']?.value).toMatchObject({ feeds: [alarm('errors'), alarm('unhealthy')] });
  });

  test('changes no existing resource, except for the programs that list the roles', () => {
    const whole = (of: Synthesized) =>
      new Map(of.all().map(({ address, config }) => [address, JSON.stringify(config).replace(/"path":.*/, '')]));
    const now = whole(stack);
    const changed = [...whole(before)].filter(([address, config]) => now.get(address) !== config);
    expect(changed.map(([address]) => address.split('.')[0])).toEqual(ref === 'feature/checkout' ? [] : ['aws_lb']);
  });
});

describe.each(kinds)('a fourth worker, in %s', (ref) => {
  const stack = new Synthesized(withRole(ref, 'mailer', mailer));
  const one = new Machine(stack, role('mailer'));

  test('runs its job by a timer, with Hadoop and no swap, and no upgrade restarts it', () => {
    expect(one.unit('malinshopper-mailer.timer')).toContain('OnCalendar=hourly');
    expect(one.unit('malinshopper-mailer.service')).toContain('Type=oneshot');
    expect(one.commands).toContain('swapoff --all');
    expect(one.text).toContain('/opt/hadoop');
    expect(one.file('/etc/needrestart/conf.d/malinshopper.conf')).toContain('|mailer|content)');
  });

  test('writes the content below its own name only, and reports itself unhealthy', () => {
    const written = allowed(stack, 'mailer').filter(([action]) => /^s3:(Put|Delete)/.test(action));
    for (const [, resources] of written)
      expect(resources).toEqual(['${data.terraform_remote_state.data.outputs.contentBucketArn}/mailer/*']);
    expect(actions(stack, 'mailer')).toEqual(actions(stack, 'fetcher'));
  });

  test('has no load balancer, and has the alarms of its job and of its instances', () => {
    expect(stack.all('aws_lb_target_group')).toHaveLength(webRoles.length);
    const name = (of: string) => `${stack.environment.name}-mailer-${of}`;
    const alarms = [
      ...namesOf(stack, 'aws_cloudwatch_metric_alarm'),
      ...namesOf(stack, 'aws_cloudwatch_composite_alarm'),
    ];
    expect(alarms).toEqual(expect.arrayContaining(['heartbeat', 'capacity'].map(name)));
    expect(alarms).not.toContain(name('content'));
  });
});
