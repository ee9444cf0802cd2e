import type { Mutation } from '../../testing/mutation';

const ingress = 'aws_vpc_security_group_ingress_rule';
const egress = 'aws_vpc_security_group_egress_rule';
const visitors = 'compute/load-balancer/firewall/https';
const fromBalancer = 'compute/web/firewall/load-balancer';
const outward = 'compute/fetcher/firewall/https';

type Config = Record<string, unknown>;

/** Whatever else a rule says: the internet, over a range of ports. */
const open =
  (from: number, to = from, protocol = 'tcp') =>
  (config: Config) => {
    delete config['referenced_security_group_id'];
    Object.assign(config, { cidr_ipv4: '0.0.0.0/0', ip_protocol: protocol, from_port: from, to_port: to });
  };

const everything = (config: Config) => {
  config['ip_protocol'] = '-1';
  delete config['from_port'];
  delete config['to_port'];
};

const into = (rule: string, what: string, change: (config: Config) => void, path = fromBalancer): Mutation => ({
  rule,
  what,
  type: ingress,
  path,
  change,
});

export const internetMutations: readonly Mutation[] = [
  into('CKV_AWS_24', 'the internet reaches SSH', open(22)),
  into('CKV_AWS_24', 'SSH is in a range of ports', open(20, 30)),
  into('CKV_AWS_24', 'a rule for visitors is for every protocol, and says no port', everything, visitors),
  {
    rule: 'CKV_AWS_24',
    what: 'a group opens SSH by a rule inside it',
    type: 'aws_security_group',
    path: 'compute/web/firewall/Resource',
    change: (config) =>
      (config.ingress = [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['10.0.0.0/8', '0.0.0.0/0'] }]),
  },
  into('CKV_AWS_25', 'the internet reaches remote desktop', open(3389)),
  into('CKV_AWS_260', 'web servers are open to the internet', open(80)),
  into('CKV_AWS_260', 'the internet reaches port 80 by IPv6', (config) => {
    open(80)(config);
    delete config['cidr_ipv4'];
    config['cidr_ipv6'] = '::/0';
  }),
  into('CKV_AWS_277', 'visitors are let in by every protocol', everything, visitors),
  into('CKV_AWS_277', 'visitors are let in on every port of TCP', open(0, 65535), visitors),
  into('FSBP.EC2.18', 'the internet reaches port 8443', open(8443)),
  into('FSBP.EC2.18', 'a rule for visitors is for UDP', open(443, 443, 'udp'), visitors),
  into('FSBP.EC2.18', 'a provider of the internet is let in by SSH, with all of its customers', (config) => {
    open(22)(config);
    config['cidr_ipv4'] = '52.0.0.0/8';
  }),
  into('FSBP.EC2.18', 'a provider of the internet is let in by IPv6', (config) => {
    open(8080)(config);
    delete config['cidr_ipv4'];
    config['cidr_ipv6'] = '2a05:d000::/20';
  }),
  into('FSBP.EC2.18', 'half of the internet is let in, which is not 0.0.0.0/0', (config) => {
    open(8080)(config);
    config['cidr_ipv4'] = '128.0.0.0/1';
  }),
  into('FSBP.EC2.19', 'the database is open to the internet', open(3306), 'data/database/firewall/clients'),
  {
    rule: 'FSBP.EC2.19',
    what: 'a cluster opens the console of YARN',
    kind: 'cluster',
    type: ingress,
    path: 'firewall/manage-primary-in',
    change: open(8088),
  },
  into('AwsSolutions-EC23', 'web servers let the internet in', open(443)),
  {
    rule: 'CKV_AWS_382',
    what: 'a worker reaches the internet by every protocol, and the rule says no port',
    type: egress,
    path: outward,
    change: everything,
  },
  {
    rule: 'CKV_AWS_382',
    what: 'the default group gets the egress that AWS gives new groups',
    type: 'aws_default_security_group',
    change: (config) =>
      (config.egress = { protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'], ipv6_cidr_blocks: [] }),
  },
  {
    rule: 'MAL_NET_1',
    what: 'a worker reaches the internet by SSH',
    type: egress,
    path: outward,
    change: open(22),
  },
  {
    rule: 'MAL_NET_1',
    what: 'the load balancer reaches all of the internet on a range of ports',
    type: egress,
    path: 'web-entry/load-balancer-to-web',
    change: open(80, 443),
  },
  {
    rule: 'MAL_NET_1',
    what: 'a worker asks any DNS server',
    type: egress,
    path: outward,
    change: open(53, 53, 'udp'),
  },
];
