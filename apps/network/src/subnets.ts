import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { subnetBlock, type OwnNetwork, type SubnetTier } from '@malinshopper/environments';
import { Construct } from 'constructs';

export interface SubnetsProps {
  readonly network: OwnNetwork;
  readonly vpcId: string;
  readonly internetGatewayId: string;
}

const anywhere = '0.0.0.0/0';

/**
 * Public, private and database subnets in every zone, with their routes. The ids of constructs contain the zone's name
 * and never a number, so that a new zone only adds resources and replaces none.
 */
export class Subnets extends Construct {
  readonly publicIds: string[];
  readonly privateIds: string[];
  readonly databaseIds: string[];
  /** The route tables of private and database subnets. */
  readonly privateRouteTableIds: string[];
  /** The NAT gateway of each zone that has one. */
  readonly nats: ReadonlyMap<string, string>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SubnetsProps,
  ) {
    super(scope, id);
    const { network, vpcId, internetGatewayId } = props;

    const publicSubnets = this.tier('public');
    const publicRoutes = new RouteTable(this, 'public-routes', { vpcId });
    new Route(this, 'public-internet', {
      routeTableId: publicRoutes.id,
      destinationCidrBlock: anywhere,
      gatewayId: internetGatewayId,
    });
    this.associate('public', publicSubnets, () => publicRoutes);

    // A single NAT gateway stays in the zone that sorts first, even after more zones are added.
    const natZones = network.nat === 'per-zone' ? network.zones : [...network.zones].sort().slice(0, 1);
    const nats = new Map(natZones.map((zone) => [zone, this.nat(zone, publicSubnets)]));
    const privateSubnets = this.tier('private');
    const privateRoutes = network.zones.map((zone) => {
      const table = new RouteTable(this, `private-routes-${zone}`, { vpcId });
      new Route(this, `private-nat-${zone}`, {
        routeTableId: table.id,
        destinationCidrBlock: anywhere,
        natGatewayId: nats.get(zone) ?? [...nats.values()][0],
      });
      return [zone, table] as const;
    });
    const tableOf = new Map(privateRoutes);
    this.associate('private', privateSubnets, (zone) => tableOf.get(zone)!);

    const databaseSubnets = this.tier('database');
    const databaseRoutes = new RouteTable(this, 'database-routes', { vpcId });
    this.associate('database', databaseSubnets, () => databaseRoutes);

    this.publicIds = ids(publicSubnets);
    this.privateIds = ids(privateSubnets);
    this.databaseIds = ids(databaseSubnets);
    this.privateRouteTableIds = [...tableOf.values(), databaseRoutes].map(({ id }) => id);
    this.nats = nats;
  }

  private tier(tier: SubnetTier): Map<string, Subnet> {
    const { network, vpcId } = this.props;
    return new Map(
      network.zones.map((zone) => [
        zone,
        new Subnet(this, `${tier}-${zone}`, {
          vpcId,
          availabilityZone: zone,
          cidrBlock: subnetBlock(network.cidr, tier, zone),
          mapPublicIpOnLaunch: false,
          tags: { Tier: tier },
        }),
      ]),
    );
  }

  private associate(tier: SubnetTier, subnets: Map<string, Subnet>, tableOf: (zone: string) => RouteTable): void {
    for (const [zone, subnet] of subnets) {
      new RouteTableAssociation(this, `${tier}-routes-of-${zone}`, {
        subnetId: subnet.id,
        routeTableId: tableOf(zone).id,
      });
    }
  }

  private nat(zone: string, publicSubnets: Map<string, Subnet>): string {
    const address = new Eip(this, `nat-address-${zone}`, { domain: 'vpc' });
    return new NatGateway(this, `nat-${zone}`, {
      allocationId: address.id,
      subnetId: publicSubnets.get(zone)!.id,
    }).id;
  }
}

const ids = (subnets: Map<string, Subnet>) => [...subnets.values()].map(({ id }) => id);
