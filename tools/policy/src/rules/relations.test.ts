import { smallWorld } from '../testing/small-world';
import { all, at, never, oneOf, type Ask } from './ask';
import { behind, byType, has, inRegion } from './relations';

const keyBehind = behind('kms_key_id', { type: 'aws_kms_key', path: 'logs/key' }, oneOf('key_usage', 'SIGN_VERIFY'));

/** The fault that an ask finds in the zone of a policy model, which also has other resources. */
function faultIn(ask: Ask, resource: Record<string, Record<string, object>>, type = 'aws_route53_zone') {
  const world = smallWorld([{ key: 'policy-d728d/network.tfstate', resource }]);
  return ask.fault(world.resources(type)[0]!, world);
}

test.each<[string, object, string | undefined]>([
  ['no resource', { kms_key_id: 'arn:aws:kms:::key/x' }, 'kms_key_id is "arn:aws:kms:::key/x"'],
  ['a resource that passes', { kms_key_id: '${aws_kms_key.right.arn}' }, undefined],
  ['a resource that fails', { kms_key_id: '${aws_kms_key.wrong.arn}' }, 'wrong: key_usage is not set'],
])('an attribute may lead to %s', (_what, zone, fault) => {
  const keys = {
    right: { key_usage: 'SIGN_VERIFY', '//': { metadata: { path: 'right' } } },
    wrong: { '//': { metadata: { path: 'wrong' } } },
  };
  expect(faultIn(keyBehind, { aws_route53_zone: { zone }, aws_kms_key: keys })).toBe(fault);
});

test.each<[string, Record<string, object>, string | undefined]>([
  ['nothing', {}, 'has no aws_flow_log'],
  ['two, of which one passes', { bad: { traffic_type: 'ACCEPT' }, good: { traffic_type: 'ALL' } }, undefined],
  ['one that fails', { bad: { traffic_type: 'ACCEPT' } }, 'its aws_flow_log: traffic_type is "ACCEPT"'],
])('a resource may be named by %s', (_what, logs, fault) => {
  const named = Object.entries(logs).map(([id, log]) => [id, { ...log, vpc_id: '${aws_vpc.main.id}' }]);
  const resource = { aws_vpc: { main: {} }, aws_flow_log: Object.fromEntries(named) as Record<string, object> };
  expect(faultIn(has('aws_flow_log', oneOf('traffic_type', 'ALL')), resource, 'aws_vpc')).toBe(fault);
});

test('each type has an ask of its own', () => {
  const ask = byType({ aws_vpc: never('a'), aws_subnet: never('b') });
  expect(faultIn(ask, { aws_vpc: { main: { a: 1, b: 1 } } }, 'aws_vpc')).toBe('a is 1');
  expect(faultIn(ask, { aws_subnet: { main: { a: 1, b: 1 } } }, 'aws_subnet')).toBe('b is 1');
});

test('a region is that of the provider', () => {
  expect(faultIn(inRegion('us-east-1'), { aws_route53_zone: { zone: {} } })).toBe('is in eu-west-1');
});

test('breaks are tried on the related resource, and name its type', () => {
  expect(keyBehind.breaks.map(({ what, type, path }) => [what, type, path])).toEqual([
    ['kms_key_id is not set', undefined, undefined],
    ['kms_key_id is "of-another-account"', undefined, undefined],
    ['aws_kms_key: key_usage is not set', 'aws_kms_key', 'logs/key'],
    ['aws_kms_key: key_usage is "something-else"', 'aws_kms_key', 'logs/key'],
  ]);
});

describe('a path', () => {
  const isSet = (value: unknown) => value !== undefined;
  const fault = (path: string, zone: object) => faultIn(at(path, isSet), { aws_route53_zone: { zone } });

  test('is not set where one block of a list is absent', () => {
    expect(fault('rule.metrics.enabled', { rule: [{ metrics: { enabled: true } }, {}] })).toBe(
      'rule.metrics.enabled is not set',
    );
  });

  test('blocks may be absent, and the existing ones are checked', () => {
    expect(fault('origin.server?.policy', { origin: [{}, { server: { policy: 'https-only' } }] })).toBeUndefined();
    expect(fault('origin.server?.policy', { origin: [{}, { server: {} }] })).toBe('origin.server.policy is not set');
  });

  test('a break creates the missing block', () => {
    const config: Record<string, unknown> = {};
    const [, broken] = all(at('a', isSet, 1), at('origin.server?.policy', isSet, 'http')).breaks;
    (broken!.change as (changed: object, others: object) => void)(config, {});
    expect(config).toEqual({ origin: { server: { policy: 'http' } } });
  });
});
