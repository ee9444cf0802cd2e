import type { Judged } from './judged';

export const networks: Judged = {
  aws_default_security_group: {
    MAL_TAG_1: 'tags.*',
    CKV2_AWS_12: 'vpc_id$',
  },
  aws_eip: {
    MAL_TAG_1: 'tags.*',
    kind: 'domain',
  },
  aws_flow_log: {
    MAL_NET_24: 'iam_role_arn$',
    'MAL_NET_23 MAL_NET_24': 'log_destination$',
    MAL_TAG_1: 'tags.*',
    CKV2_AWS_11: 'traffic_type vpc_id$',
    time: 'max_aggregation_interval',
  },
  aws_internet_gateway: {
    MAL_TAG_1: 'tags.*',
    link: 'vpc_id$',
  },
  aws_nat_gateway: {
    'CKV2_AWS_19 MAL_NET_19': 'allocation_id$',
    'MAL_NET_13 MAL_NET_19': 'subnet_id$',
    MAL_TAG_1: 'tags.*',
  },
  aws_route: {
    'FSBP.AutoScaling.2 MAL_NET_15': 'destination_cidr_block route_table_id$',
    'MAL_NET_19 CKV2_AWS_35': 'gateway_id$',
    'FSBP.AutoScaling.2 CKV2_AWS_35': 'nat_gateway_id$',
  },
  aws_route_table: {
    MAL_TAG_1: 'tags.*',
    link: 'vpc_id$',
  },
  aws_route_table_association: {
    'MAL_NET_10 MAL_NET_12': 'route_table_id$ subnet_id$',
  },
  aws_security_group: {
    CKV_AWS_23: 'description',
    'MAL_NAME_3 MAL_NAME_1': 'name_prefix',
    MAL_EMR_2: 'revoke_rules_on_delete',
    MAL_TAG_1: 'tags.*',
    MAL_NET_3: 'vpc_id$',
  },
  aws_subnet: {
    'MAL_NET_15 MAL_NET_18': 'availability_zone',
    MAL_NET_15: 'cidr_block vpc_id$',
    'CKV_AWS_130 MAL_NET_25': 'map_public_ip_on_launch',
    MAL_TAG_1: 'tags.*',
  },
  aws_vpc: {
    MAL_NET_14: 'cidr_block enable_dns_hostnames enable_dns_support',
    MAL_TAG_1: 'tags.*',
  },
  aws_vpc_endpoint: {
    MAL_NET_21: 'policy',
    MAL_NET_20: 'route_table_ids$ service_name',
    MAL_TAG_1: 'tags.*',
    'MAL_NET_20 MAL_NET_22': 'vpc_endpoint_type',
    link: 'vpc_id$',
  },
  aws_vpc_security_group_egress_rule: {
    'FSBP.EC2.18 MAL_NET_26': 'cidr_ipv4',
    CKV_AWS_23: 'description',
    'MAL_NET_1 MAL_NET_4': 'from_port$ to_port$',
    'MAL_NET_1 CKV_AWS_382': 'ip_protocol',
    MAL_NET_26: 'prefix_list_id$',
    'MAL_ISO_2 MAL_NET_9': 'referenced_security_group_id$',
    MAL_NET_3: 'security_group_id$',
    MAL_TAG_1: 'tags.*',
  },
  aws_vpc_security_group_ingress_rule: {
    'FSBP.EC2.18 MAL_NET_26': 'cidr_ipv4',
    CKV_AWS_23: 'description',
    'FSBP.EC2.18 MAL_NET_4': 'from_port$ to_port$',
    'FSBP.EC2.18 CKV_AWS_24': 'ip_protocol',
    'MAL_NET_6 MAL_NET_8': 'referenced_security_group_id$',
    'MAL_NET_26 MAL_NET_3': 'security_group_id$',
    MAL_TAG_1: 'tags.*',
  },
};
