import { startEmbeddedAws, stopEmbeddedAws } from './daemon';
import { Client } from './services/in-use/testing/client';
import { net, securityGroup, succeeded, type Net } from './services/in-use/testing/try';

let aws: Client;
let where: Net;
let own: string;

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4643';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  aws = await Client.of('555566667777');
  where = await net(aws);
  own = await securityGroup(aws, where);
});

afterAll(() => stopEmbeddedAws());

const ports = { IpProtocol: 'tcp', FromPort: '80', ToPort: '80' };
const under = (prefix: string, fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value]));

/** Makes a rule, changes its peer, and returns the rule as it is read. */
async function modified(first: Record<string, string>, change: Record<string, string>) {
  const made = await aws.ec2('AuthorizeSecurityGroupIngress', {
    GroupId: own,
    ...under('IpPermissions.1', { ...ports, ...first }),
  });
  const id = made.first('securityGroupRuleId');
  const update = { SecurityGroupRuleId: id, ...under('SecurityGroupRule', { ...ports, ...change }) };
  const answer = await aws.ec2('ModifySecurityGroupRules', { GroupId: own, ...under('SecurityGroupRule.1', update) });
  const found = await aws.ec2('DescribeSecurityGroupRules', { 'SecurityGroupRuleId.1': id });
  await aws.ec2('RevokeSecurityGroupIngress', { GroupId: own, 'SecurityGroupRuleId.1': id });
  return { answer, found };
}
const range = { 'IpRanges.1.CidrIp': '192.168.0.0/16', 'IpRanges.1.Description': 'Before' };

test('a rule that named a group names another', async () => {
  const [old, next] = [await securityGroup(aws, where), await securityGroup(aws, where)];
  const { found } = await modified({ 'Groups.1.GroupId': old }, { ReferencedGroupId: next, Description: 'After' });
  expect(found.body).toContain(`<referencedGroupInfo><groupId>${next}</groupId>`);
  expect(found.first('description')).toBe('After');
});

test('a rule for addresses is for others, of IPv6 too, or for a prefix list', async () => {
  expect((await modified(range, { CidrIpv4: '10.0.0.0/8' })).found.first('cidrIpv4')).toBe('10.0.0.0/8');
  const sixth = (await modified(range, { CidrIpv6: '2001:db8::/32' })).found;
  expect(sixth.first('cidrIpv6')).toBe('2001:db8::/32');
  expect(sixth.body).not.toContain('cidrIpv4');
  const list = (await aws.ec2('DescribeManagedPrefixLists')).first('prefixListId');
  expect((await modified(range, { PrefixListId: list })).found.first('prefixListId')).toBe(list);
});

test.each([
  ['about nothing', {}, 'MissingParameter'],
  ['about two', { CidrIpv4: '10.0.0.0/8', CidrIpv6: '2001:db8::/32' }, 'InvalidParameterCombination'],
  ['about a group that is not there', { ReferencedGroupId: 'sg-00000000000000000' }, 'InvalidGroup.NotFound'],
  ['about no addresses', { CidrIpv4: '10.0.0.0/99' }, 'InvalidParameterValue'],
])('a rule that would be %s stays as it was', async (_what, change, code) => {
  const { answer, found } = await modified(range, change as Record<string, string>);
  expect(answer.code).toBe(code);
  expect(found.first('cidrIpv4')).toBe('192.168.0.0/16');
  expect(found.first('description')).toBe('Before');
});

test.each([
  ['an address', { 'IpRanges.1.CidrIp': '10.9.0.0/16' }, 'IpRanges.1'],
  ['an address of IPv6', { 'Ipv6Ranges.1.CidrIpv6': '2001:db8::/48' }, 'Ipv6Ranges.1'],
  ['itself', {}, 'Groups.1'],
])(
  'the description of a rule about %s is changed, by the members of the rule or by its id',
  async (_what, peer, at) => {
    const about = { ...ports, ...(at === 'Groups.1' ? { 'Groups.1.GroupId': own } : peer) };
    for (const way of ['Ingress', 'Egress']) {
      const call = (action: string, form: Record<string, string>) =>
        aws.ec2(`${action}${way}`, { GroupId: own, ...form });
      const permission = (Description: string) =>
        under('IpPermissions.1', { ...about, [`${at}.Description`]: Description }) as Record<string, string>;
      const id = (await call('AuthorizeSecurityGroup', permission('one'))).first('securityGroupRuleId');
      const read = async () =>
        /<description>(.*?)<\/description>/.exec(
          (await aws.ec2('DescribeSecurityGroupRules', { 'SecurityGroupRuleId.1': id })).body,
        )?.[1];
      expect((await call('UpdateSecurityGroupRuleDescriptions', permission('two'))).first('return')).toBe('true');
      expect(await read()).toBe('two');
      const byId = { 'SecurityGroupRuleDescription.1.SecurityGroupRuleId': id };
      await call('UpdateSecurityGroupRuleDescriptions', {
        ...byId,
        'SecurityGroupRuleDescription.1.Description': 'three',
      });
      expect(await read()).toBe('three');
      // API reference: "You can remove a description by omitting the description parameter in the request".
      succeeded(await call('UpdateSecurityGroupRuleDescriptions', byId));
      expect(await read()).toBeUndefined();
      await call('RevokeSecurityGroup', { 'SecurityGroupRuleId.1': id });
    }
  },
);

test('the description of a rule that does not exist is refused', async () => {
  const about = under('IpPermissions.1', {
    ...ports,
    'IpRanges.1.CidrIp': '10.8.0.0/16',
    'IpRanges.1.Description': 'a',
  });
  const answer = await aws.ec2('UpdateSecurityGroupRuleDescriptionsIngress', { GroupId: own, ...about });
  expect(answer.code).toBe('InvalidPermission.NotFound');
});

test('a rule that would equal another is not changed', async () => {
  await aws.ec2('AuthorizeSecurityGroupIngress', {
    GroupId: own,
    ...under('IpPermissions.1', { ...ports, 'IpRanges.1.CidrIp': '10.0.0.0/8' }),
  });
  expect((await modified(range, { CidrIpv4: '10.0.0.0/8' })).answer.code).toBe('InvalidPermission.Duplicate');
});

test('an address range is kept in its canonical form, by which another of the same range is a duplicate', async () => {
  const rule = (cidr: Record<string, string>) =>
    under('IpPermissions.1', { ...ports, ...cidr }) as Record<string, string>;
  const call = (action: string, cidr: Record<string, string>) => aws.ec2(action, { GroupId: own, ...rule(cidr) });
  const fourth = await call('AuthorizeSecurityGroupIngress', { 'IpRanges.1.CidrIp': '100.68.0.18/18' });
  expect(fourth.first('cidrIpv4')).toBe('100.68.0.0/18');
  const again = await call('AuthorizeSecurityGroupIngress', { 'IpRanges.1.CidrIp': '100.68.0.0/18' });
  expect(again.code).toBe('InvalidPermission.Duplicate');
  succeeded(await call('RevokeSecurityGroupIngress', { 'IpRanges.1.CidrIp': '100.68.63.255/18' }));
  const sixth = await call('AuthorizeSecurityGroupEgress', { 'Ipv6Ranges.1.CidrIpv6': '2001:DB8:0:0::7/32' });
  expect(sixth.first('cidrIpv6')).toBe('2001:db8::/32');
  expect((await modified(range, { CidrIpv4: '172.16.5.4/12' })).found.first('cidrIpv4')).toBe('172.16.0.0/12');
  const vpc = await aws.ec2('CreateVpc', { CidrBlock: '10.77.1.1/16' });
  expect(vpc.first('cidrBlock')).toBe('10.77.0.0/16');
  const subnet = await aws.ec2('CreateSubnet', { VpcId: vpc.first('vpcId'), CidrBlock: '10.77.3.9/24' });
  expect(subnet.first('cidrBlock')).toBe('10.77.3.0/24');
});

test('a database subnet group still exists when it has another subnet', async () => {
  const named = { DBSubnetGroupName: 'modified' };
  const first = { ...named, DBSubnetGroupDescription: 'Try', 'SubnetIds.SubnetIdentifier.1': where.subnets[0] };
  await aws.query('rds', 'CreateDBSubnetGroup', first);
  await aws.query('rds', 'ModifyDBSubnetGroup', { ...first, 'SubnetIds.SubnetIdentifier.2': where.subnets[1] });
  expect((await aws.query('rds', 'DescribeDBSubnetGroups', named)).body).toContain(where.subnets[1]);
});

test.each([
  [
    'the host names of a subnet',
    () =>
      aws.ec2('ModifySubnetAttribute', { SubnetId: where.subnets[0], PrivateDnsHostnameTypeOnLaunch: 'resource-name' }),
    'PrivateDnsHostnameTypeOnLaunch',
  ],
  [
    'the names of an endpoint',
    () => aws.ec2('ModifyVpcEndpoint', { VpcEndpointId: 'vpce-1', PrivateDnsEnabled: 'true' }),
    'PrivateDnsEnabled',
  ],
  [
    'the tracing of a topic',
    () =>
      aws.query('sns', 'SetTopicAttributes', {
        TopicArn: 'arn',
        AttributeName: 'TracingConfig',
        AttributeValue: 'Active',
      }),
    'TracingConfig',
  ],
])('%s, which moto would not change, are refused by name', async (_what, call, name) => {
  const answer = await call();
  expect(answer.code).toBe('NotImplementedByEmbeddedAws');
  expect(answer.body).toMatch(new RegExp(`does not (heed|change) ${name}`));
});

describe('a record', () => {
  const change = (zone: string, action: string, name: string, value: string) =>
    `<Change><Action>${action}</Action><ResourceRecordSet><Name>${name}.${zone}</Name><Type>A</Type><TTL>60</TTL>` +
    `<ResourceRecords><ResourceRecord><Value>${value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>`;

  /** A zone with a record `web`, and another after it in the order of names. */
  async function zone(name: string) {
    const asked = `<CreateHostedZoneRequest><Name>${name}</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`;
    const id = succeeded(await aws.send('route53', 'POST', '/2013-04-01/hostedzone', asked)).first('Id');
    const ask = (...changes: (readonly [action: string, name: string, value: string])[]) => {
      const batch = changes.map(([action, record, value]) => change(name, action, record, value)).join('');
      const body = `<ChangeResourceRecordSetsRequest><ChangeBatch><Changes>${batch}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;
      return aws.send('route53', 'POST', `/2013-04-01${id.replace(/^(?!\/hostedzone)/, '/hostedzone/')}/rrset`, body);
    };
    succeeded(await ask(['CREATE', 'web', '10.0.0.1'], ['CREATE', 'z.web', '10.0.0.2']));
    return ask;
  }

  test('that was deleted is created again', async () => {
    const ask = await zone('again.example');
    succeeded(await ask(['DELETE', 'web', '10.0.0.1']));
    expect((await ask(['CREATE', 'web', '10.0.0.1'])).status).toBe(200);
    expect((await ask(['DELETE', 'web', '10.0.0.1'], ['CREATE', 'web', '10.0.0.3'])).status).toBe(200);
  });

  test('that exists is not created again, nor with another value', async () => {
    const ask = await zone('twice.example');
    for (const value of ['10.0.0.1', '10.0.0.9']) {
      expect((await ask(['CREATE', 'web', value])).code).toBe('InvalidChangeBatch');
    }
  });
});
