import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { environment } from '@malinshopper/environments';
import { deployEnvironment, plan } from '@malinshopper/terraform';
import { clientsOf, type Clients } from './clients';
import { shutWays } from './testing/shut-ways';
import { startFrom } from './testing/standing';
import { up } from './testing/up';
import { watched } from './testing/watched';
import { withCache } from './testing/with-cache';
import { closeWorld } from './world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4698';
const testing = environment('testing');
const ownNetwork = { placement: 'own', cidr: '10.30.0.0/16', nat: 'single' } as const;
let clients: Clients;

beforeAll(async () => {
  await startFrom('testing');
  await up('testing', withCache);
  clients = await clientsOf(testing);
}, 40 * minutes);

afterAll(() => closeWorld());

const look = () => shutWays(clients, 'testing');

test('a zone goes in one deploy when nothing is in it any more, and is refused before anything is touched while a server is', async () => {
  const zones = (...names: string[]) => ({
    ...withCache,
    network: { ...ownNetwork, zones: names.map((name) => `eu-west-1${name}`) },
  });
  const subnets = async () => {
    const { Subnets = [] } = await clients.ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'tag-key', Values: ['Tier'] }] }),
    );
    return Subnets.map(({ AvailabilityZone }) => AvailabilityZone?.slice(-1))
      .sort()
      .join('');
  };
  await up('testing', zones('a', 'b', 'c'));
  expect(await subnets()).toBe('aaabbbccc');

  const { apps } = await deployEnvironment('testing', { changes: zones('b', 'c') });
  expect(apps.map(({ app, outcome }) => `${app} ${outcome}`)).toContain('network failed');
  expect(apps.find(({ app }) => app === 'network')?.error).toMatch(
    /has a database server and a cache, and AWS moves it to no other zone/,
  );
  expect(await subnets()).toBe('aaabbbccc');

  const { faults } = await watched(() => up('testing', withCache), look);
  expect(faults).toEqual([]);
  expect(await subnets()).toBe('aaabbb');
  expect(await plan('apps/network', testing, { changes: withCache })).toBe(0);
});
