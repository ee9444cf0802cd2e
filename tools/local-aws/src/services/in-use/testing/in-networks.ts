import type { Client } from './client';
import { net, securityGroup, type InUse } from './try';
import { cache, nat } from './users';

const code = 'DependencyViolation';

const vpc = (by: string, use: (aws: Client, where: string) => Promise<() => Promise<unknown>>): InUse => ({
  by,
  code,
  make: async (aws) => {
    const id = (await aws.ec2('CreateVpc', { CidrBlock: '10.8.0.0/16' })).first('vpcId');
    return { free: await use(aws, id), remove: () => aws.ec2('DeleteVpc', { VpcId: id }) };
  },
});

/** The resources of networks and their users, by type. */
export const inNetworks: Readonly<Record<string, readonly InUse[]>> = {
  aws_vpc: [
    vpc('a subnet', async (aws, id) => {
      const made = await aws.ec2('CreateSubnet', { VpcId: id, CidrBlock: '10.8.0.0/24' });
      return () => aws.ec2('DeleteSubnet', { SubnetId: made.first('subnetId') });
    }),
    vpc('an internet gateway', async (aws, id) => {
      const gateway = (await aws.ec2('CreateInternetGateway')).first('internetGatewayId');
      await aws.ec2('AttachInternetGateway', { InternetGatewayId: gateway, VpcId: id });
      return () => aws.ec2('DetachInternetGateway', { InternetGatewayId: gateway, VpcId: id });
    }),
    vpc('a security group', async (aws, id) => {
      const made = await securityGroup(aws, { vpc: id, subnets: ['', ''] });
      return () => aws.ec2('DeleteSecurityGroup', { GroupId: made });
    }),
    vpc('a route table', async (aws, id) => {
      const made = await aws.ec2('CreateRouteTable', { VpcId: id });
      return () => aws.ec2('DeleteRouteTable', { RouteTableId: made.first('routeTableId') });
    }),
    vpc('an endpoint', async (aws, id) => {
      const form = { VpcId: id, ServiceName: 'com.amazonaws.eu-west-1.s3' };
      const made = await aws.ec2('CreateVpcEndpoint', form);
      return () => aws.ec2('DeleteVpcEndpoints', { 'VpcEndpointId.1': made.first('vpcEndpointId') });
    }),
  ],
  aws_internet_gateway: [
    {
      by: 'the address of a NAT gateway',
      code,
      make: async (aws) => {
        const where = await net(aws);
        const { gateway, free } = await nat(aws, where);
        const form = { InternetGatewayId: gateway, VpcId: where.vpc };
        return { remove: () => aws.ec2('DetachInternetGateway', form), free };
      },
    },
    {
      by: 'its VPC',
      code,
      make: async (aws) => {
        const { vpc: VpcId } = await net(aws);
        const InternetGatewayId = (await aws.ec2('CreateInternetGateway')).first('internetGatewayId');
        await aws.ec2('AttachInternetGateway', { InternetGatewayId, VpcId });
        return {
          remove: () => aws.ec2('DeleteInternetGateway', { InternetGatewayId }),
          free: () => aws.ec2('DetachInternetGateway', { InternetGatewayId, VpcId }),
        };
      },
    },
  ],
  aws_eip: [
    {
      by: 'a NAT gateway',
      code: 'AuthFailure',
      make: async (aws) => {
        const { address, free } = await nat(aws, await net(aws));
        return { remove: () => aws.ec2('ReleaseAddress', { AllocationId: address }), free };
      },
    },
  ],
  aws_route_table: [
    {
      by: 'a subnet',
      code,
      make: async (aws) => {
        const { vpc: VpcId, subnets } = await net(aws);
        const RouteTableId = (await aws.ec2('CreateRouteTable', { VpcId })).first('routeTableId');
        const tie = await aws.ec2('AssociateRouteTable', { RouteTableId, SubnetId: subnets[0] });
        return {
          remove: () => aws.ec2('DeleteRouteTable', { RouteTableId }),
          free: () => aws.ec2('DisassociateRouteTable', { AssociationId: tie.first('associationId') }),
        };
      },
    },
  ],
  aws_elasticache_subnet_group: [
    {
      by: 'a cache',
      code: 'CacheSubnetGroupInUse',
      make: async (aws) => {
        const where = await net(aws);
        const { own, free } = await cache(aws, where, await securityGroup(aws, where));
        const form = { CacheSubnetGroupName: own };
        return { remove: () => aws.query('elasticache', 'DeleteCacheSubnetGroup', form), free };
      },
    },
  ],
};
