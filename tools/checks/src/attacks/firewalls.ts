import { configOf, idOf, add, type Attack } from './attack';

/** Attacks: firewalls and routes. */
export const firewalls: readonly Attack[] = [
  [
    'egress everywhere',
    (d) => {
      const id = idOf(d, 'compute', 'aws_security_group', 'compute/web/firewall/Resource');
      add(d, 'compute', 'aws_vpc_security_group_egress_rule', 'x', {
        security_group_id: `\${aws_security_group.${id}.id}`,
        ip_protocol: '-1',
        cidr_ipv4: '0.0.0.0/0',
      });
    },
  ],
  [
    'ingress ssh',
    (d) => {
      const id = idOf(d, 'compute', 'aws_security_group', 'compute/web/firewall/Resource');
      add(d, 'compute', 'aws_vpc_security_group_ingress_rule', 'x', {
        security_group_id: `\${aws_security_group.${id}.id}`,
        ip_protocol: 'tcp',
        from_port: 22,
        to_port: 22,
        cidr_ipv4: '203.0.113.0/24',
      });
    },
  ],
  [
    'ingress ipv6',
    (d) => {
      const id = idOf(d, 'data', 'aws_security_group', 'data/database/firewall/Resource');
      add(d, 'data', 'aws_vpc_security_group_ingress_rule', 'x', {
        security_group_id: `\${aws_security_group.${id}.id}`,
        ip_protocol: 'tcp',
        from_port: 3306,
        to_port: 3306,
        cidr_ipv6: '::/0',
      });
    },
  ],
  [
    'ingress prefix list',
    (d) => {
      const id = idOf(d, 'data', 'aws_security_group', 'data/database/firewall/Resource');
      add(d, 'data', 'aws_vpc_security_group_ingress_rule', 'x', {
        security_group_id: `\${aws_security_group.${id}.id}`,
        ip_protocol: 'tcp',
        from_port: 3306,
        to_port: 3306,
        prefix_list_id: 'pl-1',
      });
    },
  ],
  [
    'ingress half world',
    (d) => {
      const id = idOf(d, 'data', 'aws_security_group', 'data/database/firewall/Resource');
      add(d, 'data', 'aws_vpc_security_group_ingress_rule', 'x', {
        security_group_id: `\${aws_security_group.${id}.id}`,
        ip_protocol: 'tcp',
        from_port: 3306,
        to_port: 3306,
        cidr_ipv4: '0.0.0.0/1',
      });
    },
  ],
  [
    'nacl',
    (d) => {
      add(d, 'network', 'aws_network_acl', 'x', { vpc_id: 'x' });
    },
  ],
  [
    'public subnet for db',
    (d) => {
      configOf(d, 'network', 'aws_subnet', 'network/network/subnets/database-eu-west-1a').map_public_ip_on_launch =
        true;
    },
  ],
  [
    'internet route for db',
    (d) => {
      const rt = idOf(d, 'network', 'aws_route_table', 'network/network/subnets/database-routes');
      const ig = idOf(d, 'network', 'aws_internet_gateway', 'network/network/internet-gateway');
      add(d, 'network', 'aws_route', 'x', {
        route_table_id: `\${aws_route_table.${rt}.id}`,
        destination_cidr_block: '0.0.0.0/0',
        gateway_id: `\${aws_internet_gateway.${ig}.id}`,
      });
    },
  ],
  [
    'endpoint policy',
    (d) => {
      configOf(d, 'network', 'aws_vpc_endpoint', 'network/network/s3').policy =
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';
    },
  ],
];
