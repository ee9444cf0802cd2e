import { zonesOf } from '@malinshopper/aws-facts';
import { accountConfigs } from './accounts';
import { overlaps } from './cidr';
import type { EnvironmentConfig } from './schema';

/**
 * The faults of an environment in relation to other environments and its account, each with the place, the rule and the
 * received value.
 */
export function crossChecks(config: EnvironmentConfig, all: readonly EnvironmentConfig[]): string[] {
  const others = all.filter(({ name }) => name !== config.name);
  return [...ofNetwork(config, others), ...ofPlacement(config, all), ...ofNames(config, others)];
}

function ofNetwork({ network, region }: EnvironmentConfig, others: readonly EnvironmentConfig[]): string[] {
  const there = zonesOf(region);
  const missing = network.placement === 'own' ? network.zones.filter((zone) => !there.includes(zone)) : [];
  const overlapping = others.flatMap((other) => {
    if (network.placement !== 'own' || other.network.placement !== 'own') return [];
    if (!overlaps(network.cidr, other.network.cidr)) return [];
    return [
      `✖ network.cidr ${network.cidr} overlaps ${other.network.cidr} of ${other.name}: every environment needs a range of its own, or its ` +
        'network can never be peered',
    ];
  });
  return [
    ...missing.map(
      (zone) => `✖ network.zones has ${zone}: ${region} has the zones ${there.join(', ')} (libs/aws-facts)`,
    ),
    ...overlapping,
  ];
}

function ofPlacement(config: EnvironmentConfig, all: readonly EnvironmentConfig[]): string[] {
  const faults: string[] = [];
  for (const lent of ['network', 'loadBalancer', 'database'] as const) {
    const placement = config[lent];
    if (placement.placement === 'own') continue;
    const host = all.find(({ name }) => name === placement.from);
    if (config.kind === 'production')
      faults.push(`✖ ${lent} is shared from ${placement.from}: production shares with no other environment`);
    if (host?.[lent].placement !== 'own')
      faults.push(`✖ ${lent} is shared from ${placement.from}, which has none of its own`);
    if (host && host.account !== config.account)
      faults.push(`✖ ${lent} is shared from ${host.name}, which is in another AWS account`);
    if (host && host.region !== config.region) {
      faults.push(
        `✖ ${lent} is shared from ${host.name}, which is in ${host.region}, not in ${config.region}: a borrower is where its host is`,
      );
    }
  }
  if (config.loadBalancer.placement === 'shared' && config.network.placement === 'own') {
    faults.push('✖ loadBalancer is shared but network is not: a load balancer only reaches targets in its own network');
  }
  if (config.database.placement === 'shared' && config.network.placement === 'own') {
    faults.push('✖ database is shared but network is not: the server is only reachable in its own network');
  }
  return faults;
}

function ofNames(config: EnvironmentConfig, others: readonly EnvironmentConfig[]): string[] {
  const { name, domain, hostedZone } = config;
  const faults: string[] = [];
  // Elastic Load Balancing API, CreateLoadBalancer, "Name"
  if (config.loadBalancer.placement === 'own' && /^internal(-|$)/.test(name)) {
    faults.push(
      `✖ name ${name} begins with "internal", and AWS takes no name of a load balancer that begins with "internal-"`,
    );
  }
  const zones = accountConfigs[config.account].hostedZones;
  if (!zones.includes(hostedZone)) {
    faults.push(
      `✖ hostedZone ${hostedZone} is none of account ${config.account}, which has ${zones.join(', ')} (accounts.ts)`,
    );
  } else if (zoneOf(domain) !== hostedZone) {
    faults.push(
      `✖ domain ${domain} is answered from the zone ${zoneOf(domain) ?? 'of another owner'}, not from hostedZone ${hostedZone}: DNS would not find it`,
    );
  }
  const names = namesOf(config);
  for (const other of others) {
    const both = namesOf(other).find((each) => names.includes(each));
    if (both) faults.push(`✖ domain ${domain} needs the name ${both}, which is that of ${other.name}`);
  }
  return faults;
}

/** The DNS names of an environment: of its web tier and of its CDN. */
const namesOf = ({ domain }: EnvironmentConfig) => [domain, `static.${domain}`];

/** The zone that answers for a name: the longest match among the zones of all accounts. */
function zoneOf(domain: string): string | undefined {
  return Object.values(accountConfigs)
    .flatMap(({ hostedZones }) => hostedZones)
    .filter((zone) => domain === zone || domain.endsWith(`.${zone}`))
    .sort((a, b) => b.length - a.length)[0];
}
