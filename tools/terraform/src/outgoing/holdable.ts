const ofRule = [
  'security_group_id',
  'ip_protocol',
  // "Exactly one of these attributes must be configured".
  'cidr_ipv4',
  'cidr_ipv6',
  'prefix_list_id',
  'referenced_security_group_id',
];

/**
 * The types that belong to one zone: EC2 refuses to delete a subnet in use with `DependencyViolation` (EC2 API
 * reference, DeleteSubnet), and the resources in it need their route to the internet. If their zone is removed, the old
 * resources are kept. They are never kept beside a successor, because the address ranges of both would overlap.
 */
const ofZone: Readonly<Record<string, readonly string[]>> = {
  aws_eip: [],
  aws_nat_gateway: ['allocation_id', 'subnet_id'],
  aws_route: ['route_table_id', 'destination_cidr_block', 'nat_gateway_id', 'gateway_id'],
  aws_route_table: ['vpc_id'],
  aws_route_table_association: ['route_table_id', 'subnet_id'],
  aws_subnet: ['vpc_id'],
};

/**
 * The types of which AWS deletes no resource in use, and which can exist beside their successor, with the arguments that the provider (5.100.0)
 * requires of each. A certificate in use is `ResourceInUseException` (ACM API reference, DeleteCertificate), and the provider retries for 20 minutes;
 * a group in use is `DependencyViolation` (EC2 API reference, DeleteSecurityGroup), and it retries for 15. The deletion of a rule is never refused:
 * it is here because a group that stays needs its rules.
 */
export const holdable: Readonly<Record<string, readonly string[]>> = {
  ...ofZone,
  aws_acm_certificate: ['domain_name', 'validation_method'],
  aws_security_group: [],
  aws_vpc_security_group_egress_rule: ofRule,
  aws_vpc_security_group_ingress_rule: ofRule,
};

/** True if an object of a type is kept when a plan has these actions for it, by Terraform's names: `delete`, `create`. */
export function isKeptWhere(type: string, actions: readonly string[]): boolean {
  return type in holdable && actions.includes('delete') && !(type in ofZone && actions.includes('create'));
}

/**
 * The types that clients reach through security groups, with the argument that lists the groups. While an old group is
 * kept, such a resource has both the old and the new group, so that rules that other apps have added to the old group
 * still apply.
 */
export const reachedByGroups: Readonly<Record<string, string>> = {
  aws_db_instance: 'vpc_security_group_ids',
  aws_elasticache_replication_group: 'security_group_ids',
  aws_lb: 'security_groups',
};

/** The address under which Terraform continues to manage an object that another one replaces. @param id an id, or an ARN that ends in one */
export function outgoingAddress(type: string, name: string, id: string): string {
  const last = id.split('/').pop() ?? id;
  // Names in Terraform have letters, digits, hyphens and underscores.
  return `${type}.${name}_outgoing_${last.replaceAll(/[^\w-]/g, '_')}`;
}

const outgoing = /^(\w+)\.[\w-]+_outgoing_[\w-]+$/;

/** True if the address belongs to an object that is kept only until no resource uses it. */
export function isOutgoing(address: string): boolean {
  return (outgoing.exec(address)?.[1] ?? '') in holdable;
}

/** The address that such an object had before. */
export function formerAddress(address: string): string {
  return address.replace(/_outgoing_[\w-]+$/, '');
}

/** The files of a work folder with the blocks of such objects, beside the synthesized JSON, and with the overrides of their users. */
export const outgoingFiles = ['outgoing.tf.json', 'outgoing_override.tf.json'] as const;
