/**
 * Filters on members that AWS omits if they were not set. If such a member is missing, no item matches. The list does
 * not contain members that AWS always returns: if moto omits such a member, the filter is refused.
 */
const OPTIONAL: Readonly<Record<string, RegExp>> = {
  DescribeAddresses: /^(association-id|instance-id|network-interface-.*|private-ip-address)$/,
  DescribeAvailabilityZones: /^(message|parent-.*)$/,
  DescribeFlowLogs: /^log-group-name$/,
  DescribeInstances:
    /^(affinity|block-device-mapping\..*|capacity-reservation-id|capacity-reservation-specification\..*target.*|dns-name|host-id|iam-.*|instance-lifecycle|ip-address|ipv6-address|kernel-id|key-name|network-interface\.(.*association.*|ipv.*)|outpost-arn|placement-.*|platform|ramdisk-id|reason|requester-id|spot-instance-request-id|state-reason-.*|tpm-support|operator\.principal|network-interface\.operator\.principal)$/,
  DescribeInstanceStatus: /^(event\..*|operator\.principal)$/,
  DescribeInternetGateways: /^attachment\./,
  DescribeLaunchTemplateVersions: /./,
  DescribeManagedPrefixLists: /./,
  DescribeNetworkAcls: /^(association\..*|entry\.(icmp|ipv6-cidr|port-range).*)$/,
  DescribeNetworkInterfaces:
    /^(addresses\.association\..*|association\..*|attachment\..*|description|group-.*|ipv6-.*|operator\.principal|requester-id)$/,
  DescribeRouteTables: /^(association\..*|route\..*)$/,
  DescribeSecurityGroups: /ip-permission\./,
  DescribeSnapshots: /^owner-alias$/,
  DescribeSubnets: /^(customer-owned-ipv4-pool|enable-lni-at-device-index|ipv6-.*|outpost-arn)$/,
  DescribeVolumes: /^(attachment\..*|fast-restored|operator\.principal|snapshot-id)$/,
  DescribeVpcPeeringConnections: /^expiration-time$/,
  DescribeVpcs: /^ipv6-/,
};

export function isOptional(action: string, filter: string): boolean {
  return OPTIONAL[action]?.test(filter) ?? false;
}
