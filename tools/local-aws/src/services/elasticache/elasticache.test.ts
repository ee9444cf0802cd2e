import { GatewayForTest } from '../../testing/fake-moto';

/** moto's EC2, which alone knows subnets. */
const ec2 = `<DescribeSubnetsResponse><subnetSet>
  <item><subnetId>subnet-a</subnetId><vpcId>vpc-1</vpcId><availabilityZone>eu-west-1a</availabilityZone></item>
  <item><subnetId>subnet-b</subnetId><vpcId>vpc-1</vpcId><availabilityZone>eu-west-1b</availabilityZone></item>
</subnetSet></DescribeSubnetsResponse>`;

let gateway: GatewayForTest;
let asked: { body: string; authorization: string }[];

beforeEach(async () => {
  asked = [];
  gateway = await GatewayForTest.before((request, body, response) => {
    asked.push({ body, authorization: request.headers.authorization ?? '' });
    response.end(ec2);
  });
});
afterEach(() => gateway.close());

const call = async (action: string, form: Record<string, string> = {}) => {
  const answer = await gateway.query('elasticache', action, form);
  return { status: answer.status, text: await answer.text() };
};
const subnets = {
  CacheSubnetGroupName: 'Sessions',
  'SubnetIds.SubnetIdentifier.1': 'subnet-a',
  'SubnetIds.SubnetIdentifier.2': 'subnet-b',
};
const group = {
  ReplicationGroupId: 'Sessions',
  ReplicationGroupDescription: 'PHP sessions',
  Engine: 'valkey',
  EngineVersion: '8.0',
  CacheSubnetGroupName: 'sessions',
  NumCacheClusters: '2',
  AutomaticFailoverEnabled: 'true',
  'Tags.Tag.1.Key': 'Environment',
  'Tags.Tag.1.Value': 'testing',
};
const arn = 'arn:aws:elasticache:eu-west-1:111111111111:replicationgroup:sessions';

describe('a subnet group', () => {
  it('is in the network of its subnets, which the same caller queries from EC2', async () => {
    const { text } = await call('CreateCacheSubnetGroup', subnets);
    expect(text).toContain('<VpcId>vpc-1</VpcId>');
    expect(text).toContain('<Name>eu-west-1b</Name>');
    expect(asked).toEqual([
      { body: expect.stringContaining('Action=DescribeSubnets'), authorization: expect.stringContaining('/ec2/') },
    ]);
  });

  it('keeps the members that a change does not name', async () => {
    await call('CreateCacheSubnetGroup', { ...subnets, CacheSubnetGroupDescription: 'before' });
    const change = { CacheSubnetGroupName: 'sessions', CacheSubnetGroupDescription: 'after' };
    const { text } = await call('ModifyCacheSubnetGroup', change);
    expect(text).toContain('<CacheSubnetGroupDescription>after</CacheSubnetGroupDescription>');
    expect(text).toContain('<SubnetIdentifier>subnet-b</SubnetIdentifier>');
  });

  it('keeps the subnets in which nodes of its cache are', async () => {
    await call('CreateCacheSubnetGroup', subnets);
    await call('CreateReplicationGroup', { ...group, NumCacheClusters: '1', AutomaticFailoverEnabled: 'false' });
    const only = (id: string) =>
      call('ModifyCacheSubnetGroup', { CacheSubnetGroupName: 'sessions', 'SubnetIds.SubnetIdentifier.1': id });
    expect((await only('subnet-b')).text).toContain('<Code>SubnetInUse</Code>');
    expect((await only('subnet-a')).text).toContain('<ModifyCacheSubnetGroupResult>');
  });

  it('is refused with a subnet that does not exist, twice, and deleted while a cache is in it', async () => {
    const unknown = await call('CreateCacheSubnetGroup', { ...subnets, 'SubnetIds.SubnetIdentifier.3': 'subnet-c' });
    expect(unknown.text).toContain('Some input subnets in :[subnet-c] are invalid.');
    await call('CreateCacheSubnetGroup', subnets);
    expect((await call('CreateCacheSubnetGroup', subnets)).text).toContain('CacheSubnetGroup sessions already exists.');
    await call('CreateReplicationGroup', group);
    const { text } = await call('DeleteCacheSubnetGroup', { CacheSubnetGroupName: 'sessions' });
    expect(text).toContain('Cache subnet group sessions is used by sessions.');
  });
});

describe('a replication group', () => {
  beforeEach(() => call('CreateCacheSubnetGroup', subnets));

  it('has its nodes in the zones of its subnets, by turns', async () => {
    const { text } = await call('CreateReplicationGroup', { ...group, NumCacheClusters: '3' });
    const nodes = [...text.matchAll(/<CacheClusterId>(.*?)<.*?<PreferredAvailabilityZone>(.*?)</g)];
    expect(nodes.map(([, id, zone]) => `${id} ${zone}`)).toEqual([
      'sessions-001 eu-west-1a',
      'sessions-002 eu-west-1b',
      'sessions-003 eu-west-1a',
    ]);
  });

  it('is described by its nodes too, with a version that has its patch and the parameters of that version', async () => {
    await call('CreateReplicationGroup', group);
    const { text } = await call('DescribeCacheClusters', { CacheClusterId: 'sessions-001' });
    expect(text).toContain('<EngineVersion>8.0.1</EngineVersion>');
    expect(text).toContain('<CacheParameterGroupName>default.valkey8</CacheParameterGroupName>');
    const all = (await call('DescribeCacheClusters')).text;
    expect(all.match(/<CacheClusterStatus>available</g)).toHaveLength(2);
  });

  it('is returned as it was changed, with added and removed replicas', async () => {
    await call('CreateReplicationGroup', group);
    await call('ModifyReplicationGroup', { ReplicationGroupId: 'sessions', SnapshotRetentionLimit: '7' });
    await call('IncreaseReplicaCount', { ReplicationGroupId: 'sessions', NewReplicaCount: '4' });
    await call('DecreaseReplicaCount', { ReplicationGroupId: 'sessions', NewReplicaCount: '3' });
    const { text } = await call('DescribeReplicationGroups', { ReplicationGroupId: 'sessions' });
    expect(text).toContain('<SnapshotRetentionLimit>7</SnapshotRetentionLimit>');
    expect(text).toContain('<Description>PHP sessions</Description>');
    expect(text.match(/<ClusterId>/g)).toHaveLength(4);
  });

  it('has changed nodes from the next maintenance window on, or at once if that is requested', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-28T12:00:00Z'));
    await call('CreateReplicationGroup', { ...group, CacheNodeType: 'cache.t4g.micro' });
    const bigger = { ReplicationGroupId: 'sessions', CacheNodeType: 'cache.m7g.large', SnapshotRetentionLimit: '7' };
    await call('ModifyReplicationGroup', bigger);
    const shown = async () => (await call('DescribeCacheClusters', { CacheClusterId: 'sessions-001' })).text;
    const waits = '<PendingModifiedValues><CacheNodeType>cache.m7g.large</CacheNodeType></PendingModifiedValues>';
    expect(await shown()).toContain(waits);
    expect(await shown()).toContain('<CacheNodeType>cache.t4g.micro</CacheNodeType>');
    now.mockReturnValue(Date.parse('2026-11-29T05:00:00Z'));
    expect(await shown()).not.toContain('Pending');
    expect(await shown()).toContain('<CacheNodeType>cache.m7g.large</CacheNodeType>');
    await call('ModifyReplicationGroup', { ...bigger, CacheNodeType: 'cache.m7g.xlarge', ApplyImmediately: 'true' });
    expect(await shown()).toContain('<CacheNodeType>cache.m7g.xlarge</CacheNodeType>');
    now.mockRestore();
  });

  it('is refused a failover without a replica', async () => {
    const lonely = await call('CreateReplicationGroup', { ...group, NumCacheClusters: '1' });
    expect(lonely.status).toBe(400);
    expect(lonely.text).toContain('Automatic failover requires at least two nodes');
    expect((await call('DescribeReplicationGroups')).text).not.toContain('<ReplicationGroupId>');
  });

  it('is refused twice, and in unknown subnets', async () => {
    const elsewhere = await call('CreateReplicationGroup', { ...group, CacheSubnetGroupName: 'other' });
    expect(elsewhere.text).toContain('Cache Subnet Group other not found.');
    await call('CreateReplicationGroup', group);
    const again = await call('CreateReplicationGroup', group);
    expect(again.text).toContain('Replication group sessions already exists.');
  });

  it("is gone when it is deleted, with ElastiCache's error", async () => {
    await call('CreateReplicationGroup', group);
    expect((await call('DeleteReplicationGroup', { ReplicationGroupId: 'sessions' })).text).toContain('deleting');
    const { status, text } = await call('DescribeReplicationGroups', { ReplicationGroupId: 'sessions' });
    expect(status).toBe(404);
    expect(text).toContain('<Code>ReplicationGroupNotFoundFault</Code>');
    expect((await call('ListTagsForResource', { ResourceName: arn })).text).toContain(
      `The resource ${arn} does not exist.`,
    );
  });
});

it('tags are those of its creation, and change', async () => {
  await call('CreateCacheSubnetGroup', subnets);
  await call('CreateReplicationGroup', group);
  const more = { ResourceName: arn, 'Tags.Tag.1.Key': 'Team', 'Tags.Tag.1.Value': 'data' };
  expect((await call('AddTagsToResource', more)).text.match(/<Key>/g)).toHaveLength(2);
  await call('RemoveTagsFromResource', { ResourceName: arn, 'TagKeys.member.1': 'Environment' });
  const { text } = await call('ListTagsForResource', { ResourceName: arn });
  expect(text).toContain('<Tag><Key>Team</Key><Value>data</Value></Tag>');
  expect(text).not.toContain('Environment');
});

it('unknown requests are refused, and moto is not called', async () => {
  expect((await call('CreateServerlessCache')).text).toContain('does not know elasticache:CreateServerlessCache');
  expect(asked).toEqual([]);
});
