import type { Call } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { element, text } from '../../protocols/xml';
import type { Guard } from './guard';
import { holders, isAlive } from './holders';
import { managedInterfaces } from './managed-interfaces';
import { elements, type Standing } from './standing';

/** The error codes come from the EC2 API reference, "Error codes for the Amazon EC2 API". */
const dependency = (message: string) => new AwsFailure('DependencyViolation', message);

const named = (call: Call, field: string) => text(queryParameters(call.body)[field]);

/** The parameters of a Describe action for a filter with one value. */
const by = (name: string, value: string) => ({ 'Filter.1.Name': name, 'Filter.1.Value.1': value });

/** API reference, DeleteSecurityGroup: "associated with an instance or network interface", or "referenced by another security group". */
const securityGroup: Guard = async (call, standing) => {
  const id = await groupId(call, standing);
  const groups = await standing.all('ec2', 'DescribeSecurityGroups', 'securityGroupInfo');
  const own = groups.find(({ groupId }) => text(groupId) === id);
  if (text(own?.['groupName']) === 'default') {
    throw new AwsFailure('CannotDelete', `the specified group: "${id}" name: "default" cannot be deleted by a user`);
  }
  const names = (group: (typeof groups)[number]) =>
    [group['ipPermissions'], group['ipPermissionsEgress']]
      .flatMap(elements)
      .flatMap(({ groups: pairs }) => elements(pairs))
      .some(({ groupId }) => text(groupId) === id);
  const isUsed = groups.some((group) => text(group['groupId']) !== id && names(group));
  if (isUsed || (await holders(standing)).some(({ groups: held }) => held.includes(id))) {
    throw dependency(`resource ${id} has a dependent object`);
  }
};

async function groupId(call: Call, standing: Standing): Promise<string> {
  const id = named(call, 'GroupId');
  if (id !== '') return id;
  const [found] = await standing.all(
    'ec2',
    'DescribeSecurityGroups',
    'securityGroupInfo',
    by('group-name', named(call, 'GroupName')),
  );
  return text(found?.['groupId']);
}

/** API reference, DeleteSubnet: "You must terminate all running instances in the subnet before you can delete the subnet". */
const subnet: Guard = async (call, standing) => {
  const id = named(call, 'SubnetId');
  if ((await holders(standing)).some(({ subnets }) => subnets.includes(id))) {
    throw dependency(`The subnet '${id}' has dependencies and cannot be deleted.`);
  }
};

/** API reference, DeleteVpc: "you must detach or delete all gateways and resources that are associated with the VPC". */
const vpc: Guard = async (call, standing) => {
  const id = named(call, 'VpcId');
  const own = by('vpc-id', id);
  const [gateways, groups, endpoints, nats] = await Promise.all([
    standing.all('ec2', 'DescribeInternetGateways', 'internetGatewaySet', by('attachment.vpc-id', id)),
    standing.all('ec2', 'DescribeSecurityGroups', 'securityGroupInfo', own),
    standing.all('ec2', 'DescribeVpcEndpoints', 'vpcEndpointSet', own),
    standing.all('ec2', 'DescribeNatGateways', 'natGatewaySet', own),
  ]);
  const others = groups.filter(({ groupName }) => text(groupName) !== 'default');
  if ([gateways, others, endpoints.filter(isAlive), nats.filter(isAlive)].some(({ length }) => length > 0)) {
    throw dependency(`The vpc '${id}' has dependencies and cannot be deleted.`);
  }
};

/** API reference, DetachInternetGateway: "The VPC must not contain any running instances with Elastic IP addresses". */
const internetGateway: Guard = async (call, standing) => {
  const id = named(call, 'VpcId');
  const [nats, balancers, instances] = await Promise.all([
    standing.all('ec2', 'DescribeNatGateways', 'natGatewaySet', by('vpc-id', id)),
    standing.all('elasticloadbalancing', 'DescribeLoadBalancers', 'LoadBalancers'),
    standing.all('ec2', 'DescribeAddresses', 'addressesSet'),
  ]);
  const isMapped =
    nats.filter(isAlive).some(({ connectivityType }) => text(connectivityType) !== 'private') ||
    balancers.some(({ VpcId, Scheme }) => text(VpcId) === id && text(Scheme) === 'internet-facing') ||
    (await inVpc(
      standing,
      id,
      instances.map(({ instanceId }) => text(instanceId)).filter((instance) => instance !== ''),
    ));
  if (isMapped) {
    throw dependency(
      `Network ${id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    );
  }
};

/** True if one of these instances is in a VPC. */
async function inVpc(standing: Standing, vpcId: string, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const reservations = await standing.all('ec2', 'DescribeInstances', 'reservationSet', by('vpc-id', vpcId));
  return reservations
    .flatMap(({ instancesSet }) => elements(instancesSet))
    .some(({ instanceId }) => ids.includes(text(instanceId)));
}

/** The main route table of a VPC is deleted together with the VPC (API reference, DeleteRouteTable: "You can't delete the main route table"). */
const routeTable: Guard = async (call, standing) => {
  const id = named(call, 'RouteTableId');
  const [found] = await standing.all('ec2', 'DescribeRouteTables', 'routeTableSet', { 'RouteTableId.1': id });
  if (elements(found?.['associationSet']).some(({ main }) => text(main) === 'true')) {
    throw dependency(`The routeTable '${id}' has dependencies and cannot be deleted.`);
  }
};

/**
 * API reference, ReleaseAddress: an associated address is `InvalidIPAddress.InUse`. One that a NAT gateway has belongs to AWS's
 * own interface: `AuthFailure`, for which the provider waits (terraform-provider-aws issue 3572).
 */
const address: Guard = async (call, standing) => {
  const id = named(call, 'AllocationId');
  const nats = await standing.all('ec2', 'DescribeNatGateways', 'natGatewaySet');
  const ofNat = nats
    .filter(isAlive)
    .flatMap(({ natGatewayAddressSet }) => elements(natGatewayAddressSet))
    .some(({ allocationId }) => text(allocationId) === id);
  if (ofNat) throw new AwsFailure('AuthFailure', 'You do not have permission to access the specified resource.');
  const addresses = await standing.all('ec2', 'DescribeAddresses', 'addressesSet');
  const own = addresses.find(({ allocationId }) => text(allocationId) === id);
  if (id !== '' && text(own?.['associationId']) !== '') {
    throw new AwsFailure('InvalidIPAddress.InUse', `Address ${text(own?.['publicIp'])} is in use.`);
  }
};

/** API reference, DeleteNetworkInterface: "You must detach the network interface before you can delete it". */
const networkInterface: Guard = async (call, standing) => {
  const id = named(call, 'NetworkInterfaceId');
  const found = await standing.all(
    'ec2',
    'DescribeNetworkInterfaces',
    'networkInterfaceSet',
    by('network-interface-id', id),
  );
  if (text(element(found[0]?.['attachment'])['instanceId']) !== '') {
    throw new AwsFailure('InvalidNetworkInterface.InUse', `Network interface '${id}' is currently in use.`);
  }
};

/**
 * EC2: resources that moto deletes although they are in use, and interfaces that it does not list. moto itself keeps
 * associated route tables and DHCP options.
 */
export const ec2Guards = {
  DeleteSecurityGroup: securityGroup,
  DeleteSubnet: subnet,
  DeleteVpc: vpc,
  DetachInternetGateway: internetGateway,
  DeleteRouteTable: routeTable,
  ReleaseAddress: address,
  DeleteNetworkInterface: networkInterface,
  DescribeNetworkInterfaces: managedInterfaces,
};
