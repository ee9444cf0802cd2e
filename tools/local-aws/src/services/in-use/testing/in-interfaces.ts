import type { Client } from './client';
import { database, loadBalancer, net, securityGroup, withoutLoadBalancer, type InUse, type Net } from './try';
import { cache, lambda, nat } from './users';

const code = 'DependencyViolation';

async function instance(aws: Client, { subnets }: Net, group: string) {
  const form = { ImageId: 'ami-12c6146b', MinCount: '1', MaxCount: '1', InstanceType: 't4g.micro' };
  const made = await aws.ec2('RunInstances', { ...form, SubnetId: subnets[0], 'SecurityGroupId.1': group });
  return () => aws.ec2('TerminateInstances', { 'InstanceId.1': made.first('instanceId') });
}

/** A group that is created together with its user. */
const group = (by: string, use: (aws: Client, where: Net, id: string) => Promise<() => Promise<unknown>>): InUse => ({
  by,
  code,
  make: async (aws) => {
    const where = await net(aws);
    const id = await securityGroup(aws, where);
    const free = await use(aws, where, id);
    return { remove: () => aws.ec2('DeleteSecurityGroup', { GroupId: id }), free };
  },
});

/** A subnet that is created together with its user. */
const subnet = (by: string, use: (aws: Client, where: Net) => Promise<() => Promise<unknown>>): InUse => ({
  by,
  code,
  make: async (aws) => {
    const where = await net(aws);
    const free = await use(aws, where);
    return { remove: () => aws.ec2('DeleteSubnet', { SubnetId: where.subnets[0] }), free };
  },
});

const referring = (action: 'Ingress' | 'Egress') => async (aws: Client, where: Net, id: string) => {
  const rule = {
    GroupId: await securityGroup(aws, where),
    'IpPermissions.1.IpProtocol': 'tcp',
    'IpPermissions.1.FromPort': '80',
    'IpPermissions.1.ToPort': '80',
    'IpPermissions.1.Groups.1.GroupId': id,
  };
  await aws.ec2(`AuthorizeSecurityGroup${action}`, rule);
  return () => aws.ec2(`RevokeSecurityGroup${action}`, rule);
};

const endpoint = async (aws: Client, where: Net, id: string) => {
  const made = await aws.ec2('CreateVpcEndpoint', {
    VpcId: where.vpc,
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-west-1.logs',
    'SubnetId.1': where.subnets[0],
    'SecurityGroupId.1': id,
  });
  return () => aws.ec2('DeleteVpcEndpoints', { 'VpcEndpointId.1': made.first('vpcEndpointId') });
};

const networkInterface = async (aws: Client, where: Net, id: string) => {
  const made = await aws.ec2('CreateNetworkInterface', { SubnetId: where.subnets[0], 'SecurityGroupId.1': id });
  return () => aws.ec2('DeleteNetworkInterface', { NetworkInterfaceId: made.first('networkInterfaceId') });
};

/** The resources that network interfaces use, by type. */
export const inInterfaces: Readonly<Record<string, readonly InUse[]>> = {
  aws_security_group: [
    group('a load balancer', async (aws, where, id) => {
      const arn = await loadBalancer(aws, where, id);
      return () => withoutLoadBalancer(aws, arn);
    }),
    group('an ingress rule of another group', referring('Ingress')),
    group('an egress rule of another group', referring('Egress')),
    group('an instance', instance),
    group('a network interface', networkInterface),
    group('an endpoint', endpoint),
    group('a database server', async (aws, where, id) => {
      return (await database(aws, where, { 'VpcSecurityGroupIds.VpcSecurityGroupId.1': id })).free;
    }),
    group('a cache', async (aws, where, id) => (await cache(aws, where, id)).free),
    group('a function', lambda),
  ],
  aws_subnet: [
    subnet('a load balancer', async (aws, where) => {
      const arn = await loadBalancer(aws, where);
      return () => withoutLoadBalancer(aws, arn);
    }),
    subnet('a NAT gateway', async (aws, where) => (await nat(aws, where)).free),
    subnet('an instance', async (aws, where) => instance(aws, where, await securityGroup(aws, where))),
    subnet('a database server', async (aws, where) => (await database(aws, where)).free),
    subnet('a function', async (aws, where) => lambda(aws, where, await securityGroup(aws, where))),
    subnet('a cache', async (aws, where) => (await cache(aws, where, await securityGroup(aws, where))).free),
  ],
};
