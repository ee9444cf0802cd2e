import ipaddr from 'ipaddr.js';
import type { Call, Operation } from '../../gateway/call';
import { withParameters } from '../../protocols/query';

/**
 * The actions for which AWS accepts address ranges in any form and keeps the canonical one: "if you specify
 * 100.68.0.18/18 for the CIDR block, Amazon Web Services canonicalizes the CIDR block to 100.68.0.0/18", so that the
 * same range in another form is a duplicate (API reference: IpRange, Ipv6Range, CreateVpc, CreateSubnet, CreateRoute,
 * CreateNetworkAclEntry). SecurityGroupRuleRequest does not document this, but its rules are returned in the same form.
 */
const actions = [
  'AuthorizeSecurityGroupIngress',
  'AuthorizeSecurityGroupEgress',
  'RevokeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'UpdateSecurityGroupRuleDescriptionsIngress',
  'UpdateSecurityGroupRuleDescriptionsEgress',
  'ModifySecurityGroupRules',
  'CreateVpc',
  'CreateSubnet',
  'CreateRoute',
  'CreateNetworkAclEntry',
] as const;

const range = /(^|\.)(CidrIp|CidrIpv4|CidrIpv6|CidrBlock|DestinationCidrBlock)$/;

/** The same range, by its first address. A text that is not a range stays, and is refused in AWS's words. */
export function canonical(cidr: string): string {
  const [, length] = cidr.split('/');
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) return `${ipaddr.IPv4.networkAddressFromCIDR(cidr)}/${length}`;
  if (ipaddr.IPv6.isValidCIDR(cidr)) return `${ipaddr.IPv6.networkAddressFromCIDR(cidr)}/${length}`;
  return cidr;
}

const withCanonicalRanges = (call: Call): Call =>
  withParameters(call, (form) => {
    for (const [name, value] of [...form]) if (range.test(name)) form.set(name, canonical(value));
  });

/** The same operations, with canonical ranges only; moto keeps a range as it was written. */
export function withRanges(operations: Readonly<Record<string, Operation>>): Record<string, Operation> {
  const wrapped = actions.map((action): [string, Operation] => {
    const answer = operations[action];
    return [
      action,
      (call, moto) => (answer ? answer(withCanonicalRanges(call), moto) : moto(withCanonicalRanges(call))),
    ];
  });
  return { ...operations, ...Object.fromEntries(wrapped) };
}
