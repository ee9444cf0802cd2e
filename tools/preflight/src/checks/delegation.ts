import { GetHostedZoneCommand, ListHostedZonesByNameCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { NameServers } from '../dns/answer';
import { publicNameServers } from '../dns/name-servers';
import { parentOf } from '../dns/parent';
import { asked, type Finding } from '../line';
import { deployAccount, missing } from '../missing';
import { environmentsOf, inGlobalRegion, type Subject } from '../subject';

type Client = Pick<Route53Client, 'send'>;

export const delegationActions = ['route53:ListHostedZonesByName', 'route53:GetHostedZone'];

/** Checks that public DNS delegates each hosted zone of the account to its name servers. Certificates wait for it, 75 minutes at most. */
export async function delegation(
  subject: Subject,
  client: Client = new Route53Client(inGlobalRegion(subject)),
  nameServers: NameServers = publicNameServers(subject.session.target),
): Promise<Finding[]> {
  const each = subject.account.hostedZones.map((zone) =>
    asked(zone, delegationActions, async () => [await ofZone(subject, zone, client, nameServers)]),
  );
  return (await Promise.all(each)).flat();
}

async function ofZone(subject: Subject, zone: string, client: Client, nameServers: NameServers): Promise<Finding> {
  const own = await delegationSet(client, zone);
  if (!own) return missing(subject, zone, 'the hosted zone');
  const parent = parentOf(zone);
  const written = parent?.delegations.find((one) => one.zone === zone)?.nameServers;
  if (written && !isSame(written, own)) {
    const found = `accounts.ts delegates it to ${inWords(written)}, but its name servers are ${inWords(own)}`;
    const todo = `Write these into the delegations of ${parent!.name} in environments/src/accounts.ts, and deploy account there.`;
    return { about: zone, outcome: 'failed', found, todo };
  }
  const delegate = parent
    ? `Deploy account of ${parent.name}, which delegates it: ${deployAccount({ ...subject, environments: environmentsOf(parent.name) })}`
    : `Enter ${inWords(own)} as its name servers where the domain is registered, and wait as long as the old ones may be kept (their TTL, up to two days).`;
  const answer = await nameServers(zone);
  if (answer.kind === 'silent') return { about: zone, outcome: 'unknown', found: answer.why, todo: answer.todo };
  if (answer.names.length === 0)
    return { about: zone, outcome: 'failed', found: 'it is not delegated to any name server', todo: delegate };
  if (isSame(answer.names, own)) return { about: zone, outcome: 'ok', found: `delegated to ${inWords(own)}` };
  const found = `delegated to ${inWords(answer.names)}, but its name servers are ${inWords(own)}`;
  return { about: zone, outcome: 'failed', found, todo: delegate };
}

/** The name servers of a public hosted zone. Undefined if the zone does not exist. */
async function delegationSet(client: Client, zone: string): Promise<readonly string[] | undefined> {
  const { HostedZones = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName: zone }));
  const found = HostedZones.find(({ Name, Config }) => Name === `${zone}.` && !Config?.PrivateZone);
  if (!found) return undefined;
  const { DelegationSet } = await client.send(new GetHostedZoneCommand({ Id: found.Id }));
  return DelegationSet?.NameServers ?? [];
}

const bare = (names: readonly string[]) => names.map((name) => name.replace(/\.$/, '').toLowerCase()).sort();
const isSame = (one: readonly string[], other: readonly string[]) => bare(one).join() === bare(other).join();
const inWords = (names: readonly string[]) => bare(names).join(', ') || 'none';
