import { allFixed, fixed, frees, off, on, present, type Direction } from '../effects/direction';
import { grows, overlaps } from '../effects/lists';
import { sameEffect } from '../effects/documents';
import { isNothing } from '../effects/value';
import type { PlannedChange } from '../plan';
import type { Judge, Rows } from '../row';
import { isLeftOver, isOutgoing } from './outgoing';

const reached = 'the outgoing and incoming connections of servers';

/** Decides if an ingress rule may be deleted: the visitors' entry and the last rule of its group must stay. */
const isSpareIngress: Judge = (one, plan) => {
  const { before } = one.change;
  if (isOutgoing(one, plan) === true || isNothing(before)) return true;
  const world = before?.['cidr_ipv4'] === '0.0.0.0/0' || before?.['cidr_ipv6'] === '::/0';
  if (world && Number(before?.['from_port']) <= 443 && Number(before?.['to_port']) >= 443)
    return 'it is the entry of visitors';
  const group = before?.['security_group_id'];
  const stays = plan.changes.some(
    ({ type, address, change }) =>
      type === one.type && address !== one.address && change.after?.['security_group_id'] === group,
  );
  return isNothing(group) || stays || 'it is the last ingress rule of this group';
};

/** The addresses of the whole internet, in either form. */
const everyone = /^(0(\.\d+)*|::)\/[0-7]$/;
const isOfAll = (rule: PlannedChange['change']['after']) =>
  ['cidr_ipv4', 'cidr_ipv6'].some((name) => everyone.test(String(rule?.[name] ?? '')));

/** Decides if a new rule is closed to the internet, with the exception of web ports. */
const staysClosed: Judge = ({ change: { after } }) =>
  !isOfAll(after) ||
  [80, 443].some((port) => after?.['from_port'] === port && after['to_port'] === port) ||
  'it opens more than web ports to the whole internet';

/** Other addresses than the whole internet. The rule for visitors must not exclude any. */
const otherAddresses: Direction = {
  ...fixed('the entry of visitors, and the restriction of the internet to web ports'),
  may: 'must not change to or from the whole internet',
  allows: (before, after) => !everyone.test(String(before)) && !everyone.test(String(after)),
};

/** VPC, routes and firewalls. */
export const network: Rows = {
  aws_vpc: {
    does: 'is the network of all servers',
    attributes: {
      ...frees('tags tags_all enable_network_address_usage_metrics'),
      enable_dns_hostnames: on('the names that the servers use for each other'),
      enable_dns_support: on('the names that the servers use for each other'),
      ...allFixed('instance_tenancy assign_generated_ipv6_cidr_block', reached),
    },
  },
  aws_subnet: {
    does: 'is a subnet of servers',
    mayGo: isOutgoing,
    attributes: {
      ...frees('tags tags_all timeouts'),
      map_public_ip_on_launch: off('the lack of public addresses on servers'),
    },
  },
  aws_internet_gateway: {
    does: 'connects the network to the internet',
    attributes: { ...frees('tags tags_all timeouts'), vpc_id: fixed(reached) },
  },
  aws_nat_gateway: {
    does: 'connects the servers to the internet',
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
    does: 'is an address that partners know',
    mayGo: isOutgoing,
    attributes: {
      ...frees('tags tags_all timeouts'),
      ...allFixed('instance network_interface associate_with_private_ip', reached),
    },
  },
  aws_route_table: {
    does: 'contains routes of the servers',
    mayGo: isOutgoing,
    attributes: { ...frees('tags tags_all timeouts'), ...allFixed('route propagating_vgws', reached) },
  },
  aws_route: {
    does: 'is a route of the servers',
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
    does: 'selects the routes of a subnet',
    mayGo: isOutgoing,
    partOf: ['subnet_id', 'aws_subnet'],
    sets: ['subnet_id', 'gateway_id'],
    oneEach: true,
    attributes: { ...frees('timeouts'), route_table_id: fixed(reached) },
  },
  aws_vpc_endpoint: {
    does: 'connects the network to a service of AWS',
    attributes: {
      ...frees('tags tags_all timeouts dns_entry state cidr_blocks network_interface_ids'),
      policy: sameEffect('the access of servers to a service, and its limits'),
      route_table_ids: grows(reached),
      subnet_ids: grows(reached),
      security_group_ids: overlaps(reached),
      private_dns_enabled: on(reached),
      ...allFixed('auto_accept ip_address_type dns_options subnet_configuration', reached),
    },
  },
  aws_security_group: {
    does: 'identifies servers in firewall rules',
    // EC2 deletes no group in use (DependencyViolation), and a deploy keeps one until its readers have switched
    // (docs/adr/0029).
    mayGo: isLeftOver,
    mayBeReplaced: true,
    madeFirst: true,
    attributes: {
      ...frees('tags tags_all timeouts revoke_rules_on_delete'),
      // Rules are separate resources; a rule that is written here removes all others.
      ...allFixed('ingress egress', reached),
    },
  },
  aws_default_security_group: {
    does: 'closes the default group of servers',
    attributes: { ...frees('tags tags_all revoke_rules_on_delete'), ...allFixed('ingress egress', reached) },
  },
  aws_vpc_security_group_ingress_rule: {
    does: 'allows incoming connections',
    mayGo: isSpareIngress,
    mayBeReplaced: 'judged',
    madeFirst: true,
    partOf: ['security_group_id', 'aws_security_group'],
    new: staysClosed,
    // A narrower rule is an ordinary change; for other ports and protocols, a new rule is added beside it.
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
