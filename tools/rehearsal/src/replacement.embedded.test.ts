import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  DescribeInstancesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { environment } from '@malinshopper/environments';
import { clientsOf, type Clients } from './clients';
import { plan } from '@malinshopper/terraform';
import { replaced, tainted } from './testing/replaced';
import { startFrom } from './testing/standing';
import { up } from './testing/up';
import { watched } from './testing/watched';
import { closeWorld } from './world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4644';
const testing = environment('testing');
let clients: Clients;

beforeAll(async () => {
  await startFrom('testing');
  clients = await clientsOf(testing);
}, 40 * minutes);

afterAll(() => closeWorld());

async function rulesOf(groups: readonly string[]): Promise<SecurityGroupRule[]> {
  const Filters = [{ Name: 'group-id', Values: [...groups] }];
  const { SecurityGroupRules = [] } = await clients.ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }));
  return SecurityGroupRules;
}

/** What is missing at this moment of the way of a visitor to the web servers, by the rules of firewalls. */
async function missing(): Promise<string[]> {
  const { LoadBalancers = [] } = await clients.loadBalancing.send(
    new DescribeLoadBalancersCommand({ Names: ['testing-web'] }),
  );
  const groups = LoadBalancers[0]?.SecurityGroups ?? [];
  const rules = await rulesOf(groups);
  const open = [80, 443].filter((port) => !rules.some(({ IsEgress, FromPort }) => !IsEgress && FromPort === port));
  // The group of the web servers is the one that the load balancer's lets out to.
  const out = rules
    .filter(({ IsEgress }) => IsEgress)
    .flatMap(({ ReferencedGroupInfo }) => ReferencedGroupInfo?.GroupId ?? []);
  const into = out.length === 0 ? [] : await rulesOf(out);
  const letsIn = into.some(
    ({ IsEgress, ReferencedGroupInfo }) => !IsEgress && groups.includes(ReferencedGroupInfo?.GroupId ?? ''),
  );
  return [...open.map((port) => `port ${port}`), ...(out.length > 0 && letsIn ? [] : ['the way to the web servers'])];
}

/** What is missing at this moment of the way of the instances that run to the database: an instance without a rule out, or without one in. */
async function missingToDatabase(): Promise<string[]> {
  const [{ Reservations = [] }, { DBInstances = [] }] = await Promise.all([
    clients.ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['running'] }] })),
    clients.rds.send(new DescribeDBInstancesCommand({})),
  ]);
  const server = DBInstances[0]?.VpcSecurityGroups?.map(({ VpcSecurityGroupId = '' }) => VpcSecurityGroupId) ?? [];
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances).map(
    ({ InstanceId = '', SecurityGroups }) => ({
      id: InstanceId,
      groups: SecurityGroups?.map(({ GroupId = '' }) => GroupId) ?? [],
    }),
  );
  const rules = await rulesOf([...new Set([...server, ...instances.flatMap(({ groups }) => groups)])]);
  const reaches = (from: string, to: string) =>
    [true, false].every((isEgress) =>
      rules.some(
        ({ IsEgress, GroupId, ReferencedGroupInfo }) =>
          IsEgress === isEgress &&
          GroupId === (isEgress ? from : to) &&
          ReferencedGroupInfo?.GroupId === (isEgress ? to : from),
      ),
    );
  return instances
    .filter(({ groups }) => !groups.some((from) => server.some((to) => reaches(from, to))))
    .map(({ id }) => `${id} to the database`);
}

test('another group of every tier is in use, with its rules, before the old one goes', async () => {
  expect(await missing()).toEqual([]);
  const addresses = ['aws_security_group.', 'aws_launch_template.'];
  const { result, looks, faults } = await watched(() => replaced('compute', testing, addresses), missing);
  expect(result.chosen.length).toBeGreaterThanOrEqual(9);
  expect(result.isSettled).toBe(true);
  expect(looks).toBeGreaterThan(10);
  expect(faults).toEqual([]);
});

test('other groups of the database are in use before the old ones go', async () => {
  const settingsOf = async () => {
    const { DBInstances = [] } = await clients.rds.send(new DescribeDBInstancesCommand({}));
    return DBInstances[0]?.DBParameterGroups?.map(({ DBParameterGroupName }) => DBParameterGroupName);
  };
  const before = await settingsOf();
  // Not the group of the database's clients: the instances of compute are in it.
  const own = ['database_firewall', 'session-firewall', 'users-job_firewall'].map((id) => `aws_security_group.${id}`);
  const { chosen, isSettled } = await replaced('data', testing, ['aws_db_parameter_group.', ...own]);
  expect({ chosen: chosen.length, isSettled }).toEqual({ chosen: 4, isSettled: true });
  expect(await settingsOf()).not.toEqual(before);
});

/** The certificates of the region, and those of the CDN. */
async function certificates(): Promise<string[]> {
  const { endpoint, credentials } = clients.acm.config;
  const inUsEast1 = new ACMClient({ endpoint: endpoint!, credentials, region: 'us-east-1' });
  const lists = await Promise.all([clients.acm, inUsEast1].map((acm) => acm.send(new ListCertificatesCommand({}))));
  return lists.flatMap(({ CertificateSummaryList = [] }) =>
    CertificateSummaryList.map(({ CertificateArn = '' }) => CertificateArn),
  );
}

const clientGroups = async () => {
  const Filters = [{ Name: 'group-name', Values: ['testing-database-clients-*'] }];
  const { SecurityGroups = [] } = await clients.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return SecurityGroups.map(({ GroupId }) => GroupId);
};

test('what other apps use is replaced in one deploy of the environment: it goes when they have moved on', async () => {
  const before = { certificates: await certificates(), groups: await clientGroups() };
  const own = await tainted('network', testing, ['aws_acm_certificate.']);
  expect(own.length).toBe(before.certificates.length);
  expect(await tainted('data', testing, ['aws_security_group.database_clients'])).toHaveLength(1);
  const look = async () => [...(await missing()), ...(await missingToDatabase())];
  expect(await look()).toEqual([]);
  const { looks, faults } = await watched(() => up('testing'), look);
  expect(looks).toBeGreaterThan(10);
  expect(faults).toEqual([]);
  const after = { certificates: await certificates(), groups: await clientGroups() };
  expect([after.certificates.length, after.groups.length]).toEqual([before.certificates.length, 1]);
  expect(after.certificates.filter((arn) => before.certificates.includes(arn))).toEqual([]);
  expect(after.groups).not.toEqual(before.groups);
  for (const app of ['network', 'data', 'compute', 'delivery']) {
    expect([app, await plan(`apps/${app}`, testing)]).toEqual([app, 0]);
  }
});
