import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import type { Clients } from '../clients';
import { Firewall } from './reach';

const rule = (GroupId: string, IsEgress: boolean, port: number, peer: object) => ({
  GroupId,
  IsEgress,
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  ...peer,
});
const group = (GroupId: string) => ({ ReferencedGroupInfo: { GroupId } });
const anywhere = { CidrIpv4: '0.0.0.0/0' };

const firewallOf = (...SecurityGroupRules: object[]) => {
  const ec2 = {
    send: async (command: unknown) =>
      command instanceof DescribeSecurityGroupsCommand
        ? { SecurityGroups: [{ GroupName: 'web', GroupId: 'sg-web' }] }
        : { SecurityGroupRules },
  };
  // The paginator asks whether it was given a client.
  Object.setPrototypeOf(
    ec2,
    jest.requireActual<typeof import('@aws-sdk/client-ec2')>('@aws-sdk/client-ec2').EC2Client.prototype as object,
  );
  return Firewall.of({ ec2 } as unknown as Clients, 'vpc-1');
};
const [web, database] = [{ groups: ['sg-web'] }, { groups: ['sg-db'] }];

describe('a connection between security groups', () => {
  it('is possible when egress of the one and ingress of the other allow it', async () => {
    const firewall = await firewallOf(
      rule('sg-web', true, 3306, group('sg-db')),
      rule('sg-db', false, 3306, group('sg-web')),
    );
    expect(firewall.mayReach(web, database, 3306)).toBe(true);
    expect(firewall.mayReach(web, database, 3307)).toBe(false);
    expect(firewall.mayReach(database, web, 3306)).toBe(false);
  });

  it('is possible by any of the groups that each has', async () => {
    const firewall = await firewallOf(
      rule('sg-clients', true, 3306, group('sg-db')),
      rule('sg-db', false, 3306, group('sg-clients')),
    );
    expect(firewall.mayReach({ groups: ['sg-web', 'sg-clients'] }, database, 3306)).toBe(true);
    expect(firewall.mayReach(web, database, 3306)).toBe(false);
  });

  it('is impossible when only one of them has a rule for it', async () => {
    expect((await firewallOf(rule('sg-web', true, 3306, anywhere))).mayReach(web, database, 3306)).toBe(false);
    expect((await firewallOf(rule('sg-db', false, 3306, anywhere))).mayReach(web, database, 3306)).toBe(false);
  });

  it('is possible from the internet only if all addresses are allowed', async () => {
    const firewall = await firewallOf(rule('sg-web', false, 443, anywhere), rule('sg-db', false, 443, group('sg-web')));
    expect(firewall.mayReach('internet', web, 443)).toBe(true);
    expect(firewall.mayReach('internet', database, 443)).toBe(false);
  });

  it('is possible by a rule for every protocol', async () => {
    const all = { GroupId: 'sg-web', IsEgress: false, IpProtocol: '-1', FromPort: -1, ToPort: -1, ...anywhere };
    expect((await firewallOf(all)).mayReach('internet', web, 22)).toBe(true);
  });

  it('is refused for a group that does not exist, so that no test can pass without its subject', async () => {
    const firewall = await firewallOf();
    expect(() => firewall.ways({ web: ['wbe'] })).toThrow('There is no security group "wbe" in the VPC, only: web.');
  });
});
