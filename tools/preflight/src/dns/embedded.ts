import { ListHostedZonesByNameCommand, Route53Client, TestDNSAnswerCommand } from '@aws-sdk/client-route-53';
import { globalRegion } from '@malinshopper/aws-facts';
import type { Target } from '@malinshopper/terraform';
import type { Answer, NameServers } from './answer';
import { parentOf } from './parent';

type Embedded = Extract<Target, { kind: 'embedded' }>;

/**
 * On the embedded AWS the parent is a hosted zone of another account there, and Route 53 answers for it. A domain is delegated by its registrar, which
 * the embedded AWS does not have.
 */
export const embeddedNameServers =
  ({ endpoint, assume }: Pick<Embedded, 'endpoint' | 'assume'>): NameServers =>
  async (zone): Promise<Answer> => {
    const account = parentOf(zone);
    if (!account) {
      return {
        kind: 'silent',
        why: 'its registrar delegates it, which the embedded AWS does not have',
        todo: 'Nothing on the embedded AWS. On AWS the preflight asks the DNS.',
      };
    }
    const { parent } = account.delegations.find((one) => one.zone === zone)!;
    const client = new Route53Client({ region: globalRegion, endpoint, credentials: await assume(account.id) });
    const { HostedZones = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName: parent }));
    const HostedZoneId = HostedZones.find(({ Name }) => Name === `${parent}.`)?.Id;
    if (HostedZoneId === undefined) return { kind: 'heard', names: [] };
    const question = { HostedZoneId, RecordName: zone, RecordType: 'NS' } as const;
    const { RecordData = [] } = await client.send(new TestDNSAnswerCommand(question));
    return { kind: 'heard', names: RecordData };
  };
