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
 * The types of which AWS deletes none that is in use, and which can stand beside their successor, with the arguments that the provider
 * (5.100.0) wants of each. A certificate in use is `ResourceInUseException` (ACM API reference, DeleteCertificate), for which the provider
 * asks for 20 minutes; a group in use is `DependencyViolation` (EC2 API reference, DeleteSecurityGroup), for which it asks for 15. A rule is
 * never refused: it is here because a group that stays needs its rules.
 */
export const holdable: Readonly<Record<string, readonly string[]>> = {
  aws_acm_certificate: ['domain_name', 'validation_method'],
  aws_security_group: [],
  aws_vpc_security_group_egress_rule: ofRule,
  aws_vpc_security_group_ingress_rule: ofRule,
};

/** The address under which Terraform goes on to manage an object that another one replaces. @param id an id, or an ARN that ends in one */
export function outgoingAddress(type: string, name: string, id: string): string {
  const last = id.split('/').pop() ?? id;
  // Names in Terraform have letters, digits, hyphens and underscores.
  return `${type}.${name}_outgoing_${last.replaceAll(/[^\w-]/g, '_')}`;
}

const outgoing = /^(\w+)\.[\w-]+_outgoing_[\w-]+$/;

/** Whether an address is that of an object that only stays until nothing uses it. */
export function isOutgoing(address: string): boolean {
  return (outgoing.exec(address)?.[1] ?? '') in holdable;
}

/** The file of a work folder with the blocks of such objects, beside the synthesized JSON. */
export const outgoingFile = 'outgoing.tf.json';
