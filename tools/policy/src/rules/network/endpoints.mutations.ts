import { inPolicy, remove, type Mutation } from '../../testing/mutation';

const type = 'aws_vpc_endpoint';

export const endpointMutations: readonly Mutation[] = [
  { rule: 'MAL_NET_20', what: 'S3 is reached through NAT', type, change: remove },
  {
    rule: 'MAL_NET_20',
    what: 'the endpoint is for private subnets of one zone only',
    type,
    change: (config) => (config.route_table_ids = config.route_table_ids.slice(0, 1)),
  },
  {
    rule: 'MAL_NET_20',
    what: 'the endpoint is for another service',
    type,
    change: (config) => (config.service_name = 'com.amazonaws.eu-west-1.dynamodb'),
  },
  {
    rule: 'MAL_NET_21',
    what: 'an endpoint loses its policy, which is to let everything pass',
    type,
    change: (config) => delete config.policy,
  },
  {
    rule: 'MAL_NET_21',
    what: 'an endpoint is for buckets of any account',
    type,
    change: inPolicy((statements) => delete statements[0].Condition),
  },
  {
    rule: 'MAL_NET_21',
    what: 'an endpoint is for the account of somebody else',
    type,
    change: inPolicy((statements) => (statements[0].Condition.StringEquals['aws:ResourceAccount'] = '999999999999')),
  },
  {
    rule: 'MAL_NET_21',
    what: 'an endpoint lets a bucket pass that is called like one of AWS',
    type,
    change: inPolicy((statements) => statements[1].Resource.push('arn:aws:s3:::my-aws-ssm-eu-west-1/*')),
  },
  {
    rule: 'MAL_NET_22',
    what: 'an endpoint becomes a network interface that anybody of the network gets into',
    type,
    change: (config) => (config.vpc_endpoint_type = 'Interface'),
  },
  {
    rule: 'MAL_NET_22',
    what: 'the firewall of an endpoint is that of web servers',
    type,
    change: (config) => {
      config.vpc_endpoint_type = 'Interface';
      config.private_dns_enabled = true;
      config.security_group_ids = ['${aws_security_group.web_firewall_2BC63BE6.id}'];
    },
  },
];
