import { Route53DelegationSet } from '@cdktf/provider-aws/lib/route53-delegation-set';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import type { Account } from '@malinshopper/environments';
import { Construct } from 'constructs';

export interface HostedZonesProps {
  readonly account: Account;
}

/**
 * The account's public hosted zones, all with the same four name servers. A reusable delegation set keeps the name
 * servers even when a zone is recreated, so that the parent zone, perhaps in another account, needs no change.
 */
export class HostedZones extends Construct {
  /** The id of each zone, by its name. */
  readonly ids: Record<string, string>;
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, { account }: HostedZonesProps) {
    super(scope, id);
    const delegationSet = new Route53DelegationSet(this, 'name-servers', {
      referenceName: account.name,
      // Route 53 does not return it, so that an imported delegation set has none, and a plan would replace it and every zone (AWS provider
      // 5.100.0, delegation_set.go).
      lifecycle: { ignoreChanges: ['reference_name'] },
    });
    const zones = account.hostedZones.map((name) => ({
      name,
      zone: new Route53Zone(this, name, {
        name,
        comment: `Malinshopper, AWS account ${account.name}`,
        delegationSetId: delegationSet.id,
        lifecycle: { preventDestroy: true },
      }),
    }));
    this.ids = Object.fromEntries(zones.map(({ name, zone }) => [name, zone.zoneId]));
    this.nameServers = delegationSet.nameServers;

    for (const { zone, parent, nameServers } of account.delegations) {
      const parentId = this.ids[parent];
      if (parentId === undefined) {
        throw new Error(
          `Account ${account.name} delegates ${zone} from ${JSON.stringify(parent)}, which is none of its hosted zones ` +
            `(${account.hostedZones.join(', ')}): correct "delegations" in environments/src/accounts.ts.`,
        );
      }
      new Route53Record(this, `delegate-${zone}`, {
        zoneId: parentId,
        name: zone,
        type: 'NS',
        ttl: 3600,
        records: [...nameServers],
      });
    }
  }
}
