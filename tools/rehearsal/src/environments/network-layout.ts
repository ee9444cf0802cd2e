import { DescribeNatGatewaysCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import type { Environment } from '@malinshopper/environments';
import { vpcOf } from '../checks/checks';
import type { Clients } from '../clients';

/** The subnets of an environment's network as `<zone> <tier>`, and the number of NAT gateways. */
export async function networkLayout(clients: Clients, of: Environment): Promise<[string[], number]> {
  const Filters = [{ Name: 'vpc-id', Values: [await vpcOf(clients, of)] }];
  const { Subnets = [] } = await clients.ec2.send(new DescribeSubnetsCommand({ Filters }));
  const { NatGateways = [] } = await clients.ec2.send(new DescribeNatGatewaysCommand({ Filter: Filters }));
  const subnets = Subnets.map(({ Tags = [], AvailabilityZone }) => {
    return `${AvailabilityZone} ${Tags.find(({ Key }) => Key === 'Tier')?.Value}`;
  });
  return [subnets.sort(), NatGateways.length];
}
