import { environment, variantOf, type Environment } from '@malinshopper/environments';
import { kinds, Synthesized, synthesized, type Block } from '../testing/synthesized';

const hosts = (ref: string) =>
  synthesized(ref)
    .one<{ condition: { host_header: { values: string[] } }[] }>('aws_lb_listener_rule', 'web-entry/rule')
    .config.condition.flatMap(({ host_header }) => host_header.values);
const records = (ref: string) =>
  synthesized(ref)
    .all<{ name: string }>('aws_route53_record')
    .map(({ config }) => config.name);

test('production answers to its domain and to www, which are both aliases of the load balancer', () => {
  expect(hosts('production')).toEqual(['malinshopper.com', 'www.malinshopper.com']);
  expect(records('production')).toEqual(['malinshopper.com', 'www.malinshopper.com']);
});

test('any other environment answers to its own name only', () => {
  expect(hosts('testing')).toEqual(['testing.malinshopper.com']);
  expect(records('testing')).toEqual(['testing.malinshopper.com']);
  const { domain } = environment('feature/checkout');
  expect(hosts('feature/checkout')).toEqual([domain]);
  expect(records('feature/checkout')).toEqual([domain]);
});

describe.each(kinds)('the web entry of %s', (ref) => {
  const stack = synthesized(ref);
  const targets = stack.one<Block & { name: string }>('aws_lb_target_group', 'web-entry/targets');

  test('has IPv4 alias records in the zone that the network app publishes, and never takes over an existing one', () => {
    for (const { config } of stack.all('aws_route53_record')) {
      expect(config).toMatchObject({
        type: 'A',
        zone_id: '${data.terraform_remote_state.network.outputs.hostedZoneId}',
      });
      expect(config).not.toHaveProperty('allow_overwrite');
    }
  });

  test('treats a server as healthy only if /healthz answers 200', () => {
    expect(targets.config['health_check']).toMatchObject({ path: '/healthz', matcher: '200' });
  });

  test('lets servers finish for a minute in production and for a moment elsewhere', () => {
    expect(targets.config['deregistration_delay']).toBe(ref === 'production' ? '60' : '15');
  });

  test('can create a new target group beside the old one', () => {
    expect(targets.config).toMatchObject({ lifecycle: { create_before_destroy: true } });
  });
});

test('a visitor returns to the web server with the session, or to any with shared sessions', () => {
  const stickiness = (stack: Synthesized) => {
    const { config } = stack.one<Block>('aws_lb_target_group', 'web-entry/targets');
    return config['stickiness'];
  };
  const lbCookie = { type: 'lb_cookie', cookie_duration: 86_400 };
  for (const ref of kinds) expect(stickiness(synthesized(ref))).toEqual({ ...lbCookie, enabled: true });
  const shared = variantOf(environment('production'), {
    sessions: { store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 0 },
  });
  // Explicit: without it, the provider would leave it enabled.
  expect(stickiness(new Synthesized(shared))).toEqual({ ...lbCookie, enabled: false });
});

test('a target group in another network has another name', () => {
  const branch = environment('feature/checkout');
  const moved: Environment = { ...branch, network: environment('staging').network };
  const name = (stack: Synthesized) =>
    stack.one<{ name: string }>('aws_lb_target_group', 'web-entry/targets').config.name;
  expect(name(new Synthesized(moved))).not.toBe(name(synthesized('feature/checkout')));
});
