import { EC2Client } from '@aws-sdk/client-ec2';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { immovable, stillUsed } from './interfaces';

const session = fakeSession(fakeS3(new Map()).client);
const asked: object[] = [];

/** Returns an EC2 with these interfaces, by the value of the filter. */
function interfaces(byValue: Record<string, readonly object[]>) {
  asked.length = 0;
  const send = jest.spyOn(EC2Client.prototype, 'send') as unknown as jest.SpyInstance<
    Promise<object>,
    [{ input: object }]
  >;
  send.mockImplementation(async ({ input }) => {
    asked.push(input);
    const [{ Values }] = (input as { Filters: [{ Values: [string] }] }).Filters;
    return { NetworkInterfaces: byValue[Values[0]] ?? [] };
  });
}

afterEach(() => jest.restoreAllMocks());

const worn = (...ids: string[]) => ({ Groups: ids.map((GroupId) => ({ GroupId })) });

test('an interface with a group counts, but not if it has the successor too', async () => {
  interfaces({ 'sg-1': [worn('sg-1'), worn('sg-1', 'sg-2'), worn('sg-9', 'sg-1')], 'sg-5': [worn('sg-5', 'sg-6')] });
  const objects = [
    { id: 'sg-1', type: 'aws_security_group', successor: 'sg-2' },
    { id: 'sg-5', type: 'aws_security_group', successor: 'sg-6' },
  ] as const;
  expect(await stillUsed(session, objects)).toEqual(['sg-1 (2 network interfaces)']);
  expect(asked).toMatchObject([
    { Filters: [{ Name: 'group-id', Values: ['sg-1'] }] },
    { Filters: [{ Name: 'group-id', Values: ['sg-5'] }] },
  ]);
});

test('the servers of RDS and ElastiCache stay in their subnet, and are reported by their kind', async () => {
  const server = { RequesterId: 'amazon-rds' };
  interfaces({ 'subnet-1': [server, { RequesterId: 'amazon-elasticache' }, server], 'subnet-2': [worn('sg-1')] });
  expect(await immovable(session, ['subnet-1', 'subnet-2'])).toEqual(['subnet-1 has a database server and a cache']);
  expect(await immovable(session, [])).toEqual([]);
});

test('an interface in a subnet counts, but not that of its NAT gateway, which is deleted with it', async () => {
  interfaces({ 'subnet-1': [{ InterfaceType: 'nat_gateway' }, { InterfaceType: 'lambda' }] });
  expect(await stillUsed(session, [{ id: 'subnet-1', type: 'aws_subnet' }])).toEqual([
    'subnet-1 (1 network interface)',
  ]);
  interfaces({ 'subnet-1': [{ InterfaceType: 'natGateway' }] });
  expect(await stillUsed(session, [{ id: 'subnet-1', type: 'aws_subnet' }])).toEqual([]);
  expect(asked).toMatchObject([{ Filters: [{ Name: 'subnet-id', Values: ['subnet-1'] }] }]);
});
