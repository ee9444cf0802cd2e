import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { environment, environmentApps } from '@malinshopper/environments';
import { clientsOf, type Clients } from '../clients';
import { deployEnvironment, plan } from '@malinshopper/terraform';
import { tainted } from './testing/tainted';
import { servicesOfWays, shutWays } from './testing/shut-ways';
import { startFrom } from './testing/standing';
import { up } from './testing/up';
import { watched } from './testing/watched';
import { closeWorld } from '../world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4644';
const testing = environment('testing');
const branch = 'feature/checkout';
const ownNetwork = { placement: 'own', cidr: '10.30.0.0/16', nat: 'single' } as const;
/** With a session cache, to which the web servers add their rules. */
const changes = { sessions: { store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 0 } } as const;
let clients: Clients;

beforeAll(async () => {
  await startFrom('testing-and-branch');
  await up('testing', changes);
  clients = await clientsOf(testing);
}, 90 * minutes);

afterAll(() => closeWorld());

const look = () => shutWays(clients, 'testing');

/** The certificates of the region, and those of the CDN. */
async function certificates(): Promise<string[]> {
  const { endpoint, credentials } = clients.acm.config;
  const inUsEast1 = new ACMClient({ endpoint: endpoint!, credentials, region: 'us-east-1' });
  const lists = await Promise.all([clients.acm, inUsEast1].map((acm) => acm.send(new ListCertificatesCommand({}))));
  return lists.flatMap(({ CertificateSummaryList = [] }) =>
    CertificateSummaryList.map(({ CertificateArn = '' }) => CertificateArn),
  );
}

const groups = async () => {
  const { SecurityGroups = [] } = await clients.ec2.send(new DescribeSecurityGroupsCommand({}));
  return SecurityGroups.filter(({ GroupName }) => GroupName?.startsWith('testing-')).map(({ GroupId }) => GroupId);
};

/** The parameter group of the database server. */
async function settings(): Promise<readonly unknown[]> {
  const { DBInstances = [] } = await clients.rds.send(new DescribeDBInstancesCommand({}));
  return DBInstances.flatMap(({ DBParameterGroups = [] }) => DBParameterGroups).map((one) => one.DBParameterGroupName);
}

test(
  'a resource in use by other apps and instances is replaced in one deploy of the environment: the old one is deleted when they have moved on',
  async () => {
    const before = { certificates: await certificates(), groups: await groups(), settings: await settings() };
    const own = await tainted('network', testing, ['aws_acm_certificate.']);
    expect(own.length).toBe(before.certificates.length - 1);
    const ofData = await tainted('data', testing, ['aws_security_group.', 'aws_db_parameter_group.']);
    const ofCompute = await tainted('compute', testing, ['aws_security_group.', 'aws_launch_template.']);
    expect([ofData.length, ofCompute.length]).toEqual([5, 9]);
    expect(await look()).toEqual([]);
    const { looks, faults } = await watched(servicesOfWays, () => up('testing', changes).then(() => up(branch)), look);
    expect(looks).toBeGreaterThan(10);
    expect(faults).toEqual([]);
    // Now that the branch has moved on, the rest of the old resources is deleted.
    await up('testing', changes);
    const after = { certificates: await certificates(), groups: await groups() };
    expect([after.certificates.length, after.groups.length]).toEqual([
      before.certificates.length,
      before.groups.length,
    ]);
    // The branch has one of its own, of its CDN.
    expect(after.certificates.filter((arn) => before.certificates.includes(arn))).toHaveLength(1);
    expect(after.groups.filter((id) => before.groups.includes(id))).toEqual([]);
    expect(await settings()).toHaveLength(1);
    expect(await settings()).not.toEqual(before.settings);
    for (const app of environmentApps) {
      expect([app, await plan(`apps/${app}`, testing, { changes })]).toEqual([app, 0]);
    }
  },
  90 * minutes,
);

test(
  'a zone is removed in one deploy when it is empty, and is refused before anything is touched while a server is in it',
  async () => {
    const zones = (...names: string[]) => ({
      ...changes,
      network: { ...ownNetwork, zones: names },
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

    const { faults } = await watched(servicesOfWays, () => up('testing', changes), look);
    expect(faults).toEqual([]);
    expect(await subnets()).toBe('aaabbb');
    expect(await plan('apps/network', testing, { changes })).toBe(0);
  },
  90 * minutes,
);
