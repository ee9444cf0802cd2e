import { Resolver, resolve4 } from 'node:dns/promises';
import { accounts, longLivedEnvironments, type Account } from '@malinshopper/environments';
import { openSession, type Target } from '@malinshopper/terraform';

/** The answer about a zone on a set of name servers; `unknown` where no name server can be reached from this machine. */
export type Hosted = 'yes' | 'no' | 'unknown';
/** Asks if name servers answer for a zone. */
export type HostedOn = (zone: string, nameServers: readonly string[]) => Promise<Hosted>;

/**
 * Checks that the name servers to which an account delegates answer for the delegated zones. An account that delegates to others gets a review for
 * every change after its first deploy, and certificates of the other account wait for the delegation: so the values must be right before.
 * @returns the zones of which this cannot be seen from here
 * @throws if name servers do not host the zone that accounts.ts delegates to them
 */
export async function assertDelegated(account: Account, hostedOn: HostedOn): Promise<string[]> {
  const answers = await Promise.all(
    account.delegations.map(async ({ zone, nameServers }) => ({
      zone,
      nameServers,
      hosted: await hostedOn(zone, nameServers),
    })),
  );
  const wrong = answers.filter(({ hosted }) => hosted === 'no');
  if (wrong.length === 0) return answers.filter(({ hosted }) => hosted === 'unknown').map(({ zone }) => zone);
  const [{ zone, nameServers }] = wrong as [(typeof wrong)[number]];
  const owner = ownerOf(zone);
  throw new Error(
    `${account.name} delegates ${wrong.map((one) => one.zone).join(', ')} to ${nameServers.join(', ')}, and these do not answer for it. ` +
      `Nothing was made. Bootstrap ${owner.name} first (npm run bootstrap -- ${owner.name}), and enter the name servers that it prints ` +
      'in environments/src/accounts.ts.',
  );
}

/** The account that hosts a zone: every delegated zone has one (environments/src/account-checks.ts). */
const ownerOf = (zone: string): Account =>
  Object.values(accounts).find(({ hostedZones }) => hostedZones.includes(zone))!;

/**
 * Returns the function that queries name servers. On the real AWS it queries the public DNS. On the embedded AWS it
 * queries Route 53, because the public DNS does not contain these zones.
 */
export function hostedOn(target: Target): HostedOn {
  return target.kind === 'aws' ? inPublicDns : (zone, nameServers) => inEmbeddedRoute53(target, zone, nameServers);
}

/** Route 53 refuses a query for a zone that the name server does not host (RFC 1035, response code 5: REFUSED). */
async function inPublicDns(zone: string, nameServers: readonly string[]): Promise<Hosted> {
  const answers = await Promise.all(nameServers.map((nameServer) => answerOf(zone, nameServer)));
  if (answers.includes('no')) return 'no';
  return answers.includes('yes') ? 'yes' : 'unknown';
}

/** @param resolverFor makes a resolver that asks one server @default - that of Node */
export async function answerOf(
  zone: string,
  nameServer: string,
  addresses: (name: string) => Promise<string[]> = resolve4,
  soaAt: (address: string, name: string) => Promise<unknown> = soaFrom,
): Promise<Hosted> {
  try {
    const [address] = await addresses(nameServer);
    if (address === undefined) return 'no';
    await soaAt(address, zone);
    return 'yes';
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // c-ares: the name server or the zone does not exist, or the name server refuses (Node documentation, "DNS error codes").
    return ['ENOTFOUND', 'ENODATA', 'EREFUSED'].includes(code) ? 'no' : 'unknown';
  }
}

async function soaFrom(address: string, name: string): Promise<unknown> {
  const resolver = new Resolver({ timeout: 5_000, tries: 2 });
  resolver.setServers([address]);
  return resolver.resolveSoa(name);
}

async function inEmbeddedRoute53(target: Target, zone: string, nameServers: readonly string[]): Promise<Hosted> {
  const { GetHostedZoneCommand, ListHostedZonesByNameCommand, Route53Client } =
    await import('@aws-sdk/client-route-53');
  const environment = longLivedEnvironments.find(({ account }) => account.name === ownerOf(zone).name)!;
  const client = new Route53Client((await openSession(target, environment)).home);
  const { HostedZones = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName: zone, MaxItems: 1 }));
  const [found] = HostedZones;
  if (found?.Name !== `${zone}.`) return 'no';
  const { DelegationSet } = await client.send(new GetHostedZoneCommand({ Id: found.Id! }));
  return nameServers.every((one) => DelegationSet?.NameServers?.includes(one)) ? 'yes' : 'no';
}
