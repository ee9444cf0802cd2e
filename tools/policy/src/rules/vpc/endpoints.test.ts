import { endpoints } from './endpoints';
import { smallWorld } from '../../testing/small-world';

const https = { ip_protocol: 'tcp', from_port: 443, to_port: 443, cidr_ipv4: '10.10.0.0/16' };

/** The fault of an interface endpoint, with a rule of its firewall. */
function faultOf(rule: object, endpoint: object = {}) {
  const group = '${aws_security_group.endpoint.id}';
  const world = smallWorld([
    {
      key: 'policy-d728d/network.tfstate',
      resource: {
        aws_security_group: { endpoint: {} },
        aws_vpc_security_group_ingress_rule: { in: { security_group_id: group, ...https, ...rule } },
        aws_vpc_endpoint: {
          ssm: { vpc_endpoint_type: 'Interface', private_dns_enabled: true, security_group_ids: [group], ...endpoint },
        },
      },
    },
  ]);
  const [judged] = world.resources('aws_vpc_endpoint');
  const { about, check } = endpoints.find(({ id }) => id === 'MAL_NET_22')!;
  return about!(judged!, world) ? check(judged!, world) : 'is not judged';
}

test('a gateway endpoint of a route table is not judged: it has no firewall', () => {
  expect(faultOf({}, { vpc_endpoint_type: 'Gateway' })).toBe('is not judged');
});

test('an endpoint that allows HTTPS from its network passes', () => {
  expect(faultOf({})).toBeUndefined();
});

test.each<[string, object, string]>([
  ['another port', { from_port: 80, to_port: 80 }, 'allows ports 80-80 from 10.10.0.0/16'],
  ['a range of ports', { to_port: 8443 }, 'allows ports 443-8443 from 10.10.0.0/16'],
  ['the internet', { cidr_ipv4: '0.0.0.0/0' }, 'allows ports 443-443 from 0.0.0.0/0'],
])('an endpoint that allows %s fails', (_what, rule, fault) => {
  expect(faultOf(rule)).toBe(fault);
});

test('an endpoint without private DNS fails', () => {
  expect(faultOf({}, { private_dns_enabled: false })).toBe('private_dns_enabled is false');
});
