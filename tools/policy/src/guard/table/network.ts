import { allFixed, fixed, frees, off, on, present, type Direction } from '../effects/direction';
import { grows, overlaps } from '../effects/lists';
import { sameEffect } from '../effects/documents';
import { isNothing } from '../effects/value';
import type { PlannedChange } from '../plan';
import type { Judge, Rows } from '../row';
import { isLeftOver, isOutgoing } from './outgoing';

const reached = 'what the servers reach, and what reaches them';

/** Whether a rule that lets in may go: not the entry of visitors, and not the last one of its group. */
const letsInMore: Judge = (one, plan) => {
  const { before } = one.change;
  if (isOutgoing(one, plan) === true || isNothing(before)) return true;
  const world = before?.['cidr_ipv4'] === '0.0.0.0/0' || before?.['cidr_ipv6'] === '::/0';
  if (world && Number(before?.['from_port']) <= 443 && Number(before?.['to_port']) >= 443)
    return 'visitors come in by it';
  const group = before?.['security_group_id'];
  const stays = plan.changes.some(
    ({ type, address, change }) =>
      type === one.type && address !== one.address && change.after?.['security_group_id'] === group,
  );
  return isNothing(group) || stays || 'nothing else lets anything in to what has this group';
};

/** Addresses of everyone, in either form. */
const everyone = /^(0(\.\d+)*|::)\/[0-7]$/;
const isOfAll = (rule: PlannedChange['change']['after']) =>
  ['cidr_ipv4', 'cidr_ipv6'].some((name) => everyone.test(String(rule?.[name] ?? '')));

/** Whether a new rule lets in no more of everyone than visitors. */
const staysClosed: Judge = ({ change: { after } }) =>
  !isOfAll(after) ||
  [80, 443].some((port) => after?.['from_port'] === port && after['to_port'] === port) ||
  'it lets the whole internet in to more than web pages';

/** Addresses of others, and not of everyone; nor fewer than everyone, where visitors come in. */
const otherAddresses: Direction = {
  ...fixed('that visitors come in, and that the internet reaches no more than web pages'),
  may: 'may not become the addresses of everyone, nor fewer than these',
  allows: (before, after) => !everyone.test(String(before)) && !everyone.test(String(after)),
};

/** VPC, ways and firewalls. */
export const network: Rows = {
  aws_vpc: {
    does: 'is the network that all stands in',
    attributes: {
      ...frees('tags tags_all enable_network_address_usage_metrics'),
      enable_dns_hostnames: on('names by which the servers find each other'),
      enable_dns_support: on('names by which the servers find each other'),
      ...allFixed('instance_tenancy assign_generated_ipv6_cidr_block', reached),
    },
  },
  aws_subnet: {
    does: 'is where servers stand',
    mayGo: isOutgoing,
    attributes: {
      ...frees('tags tags_all timeouts'),
      map_public_ip_on_launch: off('that servers have no address of the internet'),
    },
  },
  aws_internet_gateway: {
    does: 'is the way of the network to the internet',
    attributes: { ...frees('tags tags_all timeouts'), vpc_id: fixed(reached) },
  },
  aws_nat_gateway: {
    does: 'is the way of the servers to the internet',
    mayGo: isOutgoing,
    attributes: {
      ...frees('tags tags_all timeouts'),
      ...allFixed(
        'secondary_allocation_ids secondary_private_ip_addresses secondary_private_ip_address_count',
        reached,
      ),
    },
  },
  aws_eip: {
    does: 'is an address that others know',
    mayGo: isOutgoing,
    attributes: {
      ...frees('tags tags_all timeouts'),
      ...allFixed('instance network_interface associate_with_private_ip', reached),
    },
  },
  aws_route_table: {
    does: 'says which way the servers go',
    mayGo: isOutgoing,
    attributes: { ...frees('tags tags_all timeouts'), ...allFixed('route propagating_vgws', reached) },
  },
  aws_route: {
    does: 'is a way of the servers',
    mayGo: isOutgoing,
    partOf: ['route_table_id', 'aws_route_table'],
    sets: ['route_table_id'],
    oneEach: true,
    attributes: {
      ...allFixed('destination_cidr_block destination_ipv6_cidr_block destination_prefix_list_id', reached),
      ...frees('timeouts state origin instance_id instance_owner_id'),
      ...allFixed('gateway_id nat_gateway_id egress_only_gateway_id transit_gateway_id vpc_endpoint_id', reached),
      ...allFixed(
        'network_interface_id vpc_peering_connection_id carrier_gateway_id local_gateway_id core_network_arn',
        reached,
      ),
    },
  },
  aws_route_table_association: {
    does: 'says which way the servers of a subnet go',
    mayGo: isOutgoing,
    partOf: ['subnet_id', 'aws_subnet'],
    sets: ['subnet_id', 'gateway_id'],
    oneEach: true,
    attributes: { ...frees('timeouts'), route_table_id: fixed(reached) },
  },
  aws_vpc_endpoint: {
    does: 'is the way to a service of AWS',
    attributes: {
      ...frees('tags tags_all timeouts dns_entry state cidr_blocks network_interface_ids'),
      policy: sameEffect('what the servers reach of a service, and that they reach no more'),
      route_table_ids: grows(reached),
      subnet_ids: grows(reached),
      security_group_ids: overlaps(reached),
      private_dns_enabled: on(reached),
      ...allFixed('auto_accept ip_address_type dns_options subnet_configuration', reached),
    },
  },
  aws_security_group: {
    does: 'is what firewalls know servers by',
    // EC2 deletes none that is in use (DependencyViolation), and what is in use stays until its readers have moved on (docs/adr/0029).
    mayGo: isLeftOver,
    mayBeReplaced: true,
    madeFirst: true,
    attributes: {
      ...frees('tags tags_all timeouts revoke_rules_on_delete'),
      // Rules are resources of their own; what is written here takes away all others.
      ...allFixed('ingress egress', reached),
    },
  },
  aws_default_security_group: {
    does: 'keeps the group closed that a server has without another one',
    attributes: { ...frees('tags tags_all revoke_rules_on_delete'), ...allFixed('ingress egress', reached) },
  },
  aws_vpc_security_group_ingress_rule: {
    does: 'lets something in',
    mayGo: letsInMore,
    mayBeReplaced: 'judged',
    madeFirst: true,
    partOf: ['security_group_id', 'aws_security_group'],
    new: staysClosed,
    // What closes is an ordinary change; ports and protocols are changed by another rule beside it.
    attributes: {
      ...frees('tags tags_all description prefix_list_id referenced_security_group_id'),
      ...allFixed('from_port to_port ip_protocol', reached),
      security_group_id: present(reached),
      cidr_ipv4: otherAddresses,
      cidr_ipv6: otherAddresses,
    },
  },
  aws_vpc_security_group_egress_rule: {
    does: '',
    mayGo: true,
    mayBeReplaced: true,
    attributes: frees(
      'tags tags_all description cidr_ipv4 cidr_ipv6 from_port to_port ip_protocol prefix_list_id referenced_security_group_id',
    ),
  },
};
