import type { Mutation } from '../../testing/mutation';

const ingress = 'aws_vpc_security_group_ingress_rule';
const egress = 'aws_vpc_security_group_egress_rule';
const databaseAccess = 'data/database/firewall/clients';
const clusterToDatabase = 'cluster/firewall/database-access-from-nodes';
const intoWeb = 'compute/web/firewall/load-balancer';
const out = 'compute/fetcher/firewall/https';

const groupOfWeb = '${aws_security_group.web_firewall_2BC63BE6.id}';
const groupOfFetcher = '${aws_security_group.fetcher_firewall_B206E0C7.id}';
const groupOfBalancer = '${aws_security_group.load-balancer_firewall_304D58B1.id}';

/** A rule with somebody else on its other side. */
const meeting = (other: Record<string, unknown>) => (config: Record<string, unknown>) => {
  for (const side of ['referenced_security_group_id', 'cidr_ipv4', 'prefix_list_id']) delete config[side];
  Object.assign(config, other);
};
const ports = (from: number, to = from) => ({ from_port: from, to_port: to });

export const wayMutations: readonly Mutation[] = [
  {
    rule: 'MAL_NET_4',
    what: 'a way into web servers is for every protocol, and says no port',
    type: ingress,
    path: intoWeb,
    change: (config) => {
      config.ip_protocol = '-1';
      delete config.from_port;
      delete config.to_port;
    },
  },
  {
    rule: 'MAL_NET_4',
    what: 'a way out has a range of ports',
    type: egress,
    path: out,
    change: (config) => Object.assign(config, ports(80, 443)),
  },
  {
    rule: 'MAL_NET_4',
    what: 'every port is open between a node of the cluster and a web server',
    kind: 'cluster',
    type: ingress,
    path: 'cluster/firewall/tcp-from-nodes-into-nodes',
    change: meeting({ referenced_security_group_id: groupOfWeb }),
  },
  {
    rule: 'MAL_NET_4',
    what: 'nodes of the cluster talk by every protocol there is',
    kind: 'cluster',
    type: ingress,
    path: 'cluster/firewall/tcp-from-nodes-into-nodes',
    change: (config) => (config.ip_protocol = '-1'),
  },
  {
    rule: 'MAL_NET_5',
    what: 'the load balancer gets into web servers by SSH',
    type: ingress,
    path: intoWeb,
    change: (config) => Object.assign(config, ports(22)),
  },
  {
    rule: 'MAL_NET_5',
    what: 'the office gets in by SSH',
    type: ingress,
    path: intoWeb,
    change: meeting({ cidr_ipv4: '203.0.113.0/24', ...ports(22) }),
  },
  {
    rule: 'MAL_NET_6',
    what: 'the whole network gets into the database',
    type: ingress,
    path: databaseAccess,
    change: meeting({ cidr_ipv4: '10.10.0.0/16' }),
  },
  {
    rule: 'MAL_NET_6',
    what: 'the load balancer gets into the database',
    kind: 'cluster',
    type: ingress,
    path: clusterToDatabase,
    change: meeting({ referenced_security_group_id: groupOfBalancer }),
  },
  {
    rule: 'MAL_NET_6',
    what: 'instances get into the database on another port',
    type: ingress,
    path: databaseAccess,
    change: (config) => Object.assign(config, ports(33060)),
  },
  {
    rule: 'MAL_NET_6',
    what: 'the database moves to another port and nobody follows',
    type: 'aws_db_instance',
    change: (config) => (config.port = 3307),
  },
  {
    rule: 'MAL_NET_6',
    what: 'the whole network gets into the session cache',
    kind: 'cluster',
    type: ingress,
    path: 'web/sessions-access',
    change: meeting({ cidr_ipv4: '10.20.0.0/16' }),
  },
  {
    rule: 'MAL_NET_7',
    what: 'a worker gets into web servers',
    type: ingress,
    path: intoWeb,
    change: meeting({ referenced_security_group_id: groupOfFetcher }),
  },
  {
    rule: 'MAL_NET_7',
    what: 'a worker may reach web servers',
    type: egress,
    path: out,
    change: meeting({ referenced_security_group_id: groupOfWeb }),
  },
  {
    rule: 'MAL_NET_8',
    what: 'the network gets into web servers without the load balancer',
    type: ingress,
    path: intoWeb,
    change: meeting({ cidr_ipv4: '10.10.0.0/16' }),
  },
  {
    rule: 'MAL_NET_8',
    what: 'the load balancer gets into web servers on another port',
    type: ingress,
    path: intoWeb,
    change: (config) => Object.assign(config, ports(9000)),
  },
  {
    rule: 'MAL_NET_8',
    what: 'the load balancer gets into a worker',
    type: ingress,
    path: intoWeb,
    change: (config) => (config.security_group_id = groupOfFetcher),
  },
  {
    rule: 'MAL_NET_9',
    what: 'the load balancer reaches a worker',
    type: egress,
    path: 'web-entry/load-balancer-to-web',
    change: meeting({ referenced_security_group_id: groupOfFetcher }),
  },
  {
    rule: 'MAL_NET_9',
    what: 'the load balancer of testing reaches a whole network for the sake of a branch',
    kind: 'branch',
    type: egress,
    path: 'web-entry/load-balancer-to-web',
    change: meeting({ cidr_ipv4: '10.30.0.0/16' }),
  },
];
