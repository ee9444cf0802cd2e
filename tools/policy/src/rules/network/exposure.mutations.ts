import { remove, type Mutation } from '../../testing/mutation';

export const exposureMutations: readonly Mutation[] = [
  {
    rule: 'MAL_NET_25',
    what: 'the database answers the internet',
    type: 'aws_db_instance',
    change: (config) => (config.publicly_accessible = true),
  },
  {
    rule: 'MAL_NET_25',
    what: 'instances get a public address, in quotes and inside a block',
    type: 'aws_launch_template',
    change: (config) => (config.network_interfaces[0].associate_public_ip_address = 'true'),
  },
  {
    rule: 'MAL_NET_25',
    what: 'instances get an address of IPv6',
    type: 'aws_launch_template',
    change: (config) => (config.network_interfaces[0].ipv6_address_count = 1),
  },
  {
    rule: 'MAL_NET_25',
    what: 'a load balancer passes connections on as they are',
    type: 'aws_lb',
    change: (config) => (config.load_balancer_type = 'network'),
  },
  {
    rule: 'MAL_NET_25',
    what: 'everybody may start the image of our machines',
    type: 'aws_launch_template',
    change: (_config, resources) =>
      (resources['aws_ami_launch_permission'] = { all: { image_id: 'ami-1', group: 'all' } }),
  },
  {
    rule: 'MAL_NET_25',
    what: 'everybody may call a function',
    type: 'aws_launch_template',
    change: (_config, resources) =>
      (resources['aws_lambda_permission'] = { all: { action: 'lambda:InvokeFunction', principal: '*' } }),
  },
  {
    rule: 'MAL_NET_26',
    what: 'a worker shares the group of the load balancer',
    type: 'aws_launch_template',
    path: 'fetcher/template/Resource',
    change: (config) =>
      config.network_interfaces[0].security_groups.push('${aws_security_group.load-balancer_firewall_304D58B1.id}'),
  },
  {
    rule: 'MAL_NET_26',
    what: 'the internet gets into the group of web servers',
    type: 'aws_vpc_security_group_ingress_rule',
    path: 'compute/load-balancer/firewall/https',
    change: (config) => (config.security_group_id = '${aws_security_group.web_firewall_2BC63BE6.id}'),
  },
  {
    rule: 'MAL_NET_26',
    what: 'a group is open that nobody knows',
    type: 'aws_vpc_security_group_ingress_rule',
    path: 'compute/load-balancer/firewall/https',
    change: (config) => (config.security_group_id = 'sg-0123456789abcdef0'),
  },
  {
    rule: 'MAL_NET_26',
    what: 'a provider of the internet gets into web servers, with all of its customers',
    type: 'aws_vpc_security_group_ingress_rule',
    path: 'compute/web/firewall/load-balancer',
    change: (config) => {
      delete config.referenced_security_group_id;
      config.cidr_ipv4 = '52.0.0.0/8';
    },
  },
  {
    rule: 'CKV2_AWS_28',
    what: 'nothing stands before the load balancer',
    type: 'aws_wafv2_web_acl_association',
    change: remove,
  },
  {
    rule: 'CKV2_AWS_76',
    what: 'what AWS knows for bad is only counted',
    type: 'aws_wafv2_web_acl',
    path: 'load-balancer/web-acl/Resource',
    change: (config) => {
      const known = config.rule.find(({ name }: { name: string }) => name === 'AWSManagedRulesKnownBadInputsRuleSet');
      known.override_action = { count: {} };
    },
  },
  {
    rule: 'MAL_LB_9',
    what: 'a CDN is put before the web servers, and everybody can go around it',
    type: 'aws_cloudfront_distribution',
    change: (config) => (config.origin[0].domain_name = 'malinshopper.com'),
  },
];
