import {
  DescribeSecurityGroupsCommand,
  paginateDescribeSecurityGroupRules,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import type { Clients } from '../clients';

/** The internal resources with these security groups, by their ids. */
export interface Member {
  readonly groups: readonly string[];
}
/** The source or the destination of a connection. */
export type Party = Member | 'internet';

const ports = [22, 80, 443, 3306, 8080];

const covers = ({ FromPort = -1, ToPort = -1, IpProtocol }: SecurityGroupRule, port: number) =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= port && port <= ToPort);

const isOf = ({ groups }: Member, group = '') => groups.includes(group);

const admits = (rule: SecurityGroupRule, party: Party) =>
  rule.CidrIpv4 === '0.0.0.0/0' || (party !== 'internet' && isOf(party, rule.ReferencedGroupInfo?.GroupId));

/** The security groups of a VPC and their rules, as EC2 knows them. */
export class Firewall {
  private constructor(
    private readonly rules: readonly SecurityGroupRule[],
    /** The id of each group, by its name without the number that Terraform adds. */
    readonly groups: ReadonlyMap<string, string>,
  ) {}

  static async of({ ec2 }: Clients, vpcId: string): Promise<Firewall> {
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
    );
    const rules: SecurityGroupRule[] = [];
    for await (const page of paginateDescribeSecurityGroupRules({ client: ec2 }, {}))
      rules.push(...(page.SecurityGroupRules ?? []));
    return new Firewall(
      rules,
      new Map(SecurityGroups.map(({ GroupName = '', GroupId }) => [GroupName.replace(/-\d{26}$/, ''), GroupId!])),
    );
  }

  /**
   * True if a TCP connection is possible: an egress rule of one of the sender's groups allows it, and an ingress rule
   * of one of the receiver's. Blocks smaller than everything are ignored: no rule of this project has one, which
   * `narrowBlocks` shows.
   */
  mayReach(from: Party, to: Member, port: number): boolean {
    const letsIn = this.rules.some(
      (rule) => isOf(to, rule.GroupId) && rule.IsEgress === false && covers(rule, port) && admits(rule, from),
    );
    const letsOut =
      from === 'internet' ||
      this.rules.some(
        (rule) => isOf(from, rule.GroupId) && rule.IsEgress === true && covers(rule, port) && admits(rule, to),
      );
    return letsIn && letsOut;
  }

  /**
   * Every connection between the internet and these groups, on the ports on which anything here listens or that must
   * never be open, as `from > to:port`.
   * @param names the names of each one's groups, by its name in the result
   * @throws Error if EC2 has no group of one of the names
   */
  ways(names: Readonly<Record<string, readonly string[]>>): string[] {
    const inside = Object.entries(names).map(
      ([label, all]) => [label, { groups: all.map((name) => this.idOf(name)) }] as const,
    );
    const parties: (readonly [string, Party])[] = [['internet', 'internet'], ...inside];
    const ways = parties.flatMap(([from, party]) =>
      inside.flatMap(([to, target]) =>
        ports.filter((port) => this.mayReach(party, target, port)).map((port) => `${from} > ${to}:${port}`),
      ),
    );
    return ways.sort();
  }

  private idOf(name: string): string {
    const id = this.groups.get(name);
    if (id !== undefined) return id;
    throw new Error(`There is no security group "${name}" in the VPC, only: ${[...this.groups.keys()].join(', ')}.`);
  }

  /** Rules that name a block of addresses which is not the whole internet. */
  get narrowBlocks(): string[] {
    return this.rules.flatMap(({ CidrIpv4 }) => (CidrIpv4 && CidrIpv4 !== '0.0.0.0/0' ? [CidrIpv4] : []));
  }
}
