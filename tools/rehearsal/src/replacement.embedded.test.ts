import { setTimeout as pause } from 'node:timers/promises';
import { DescribeSecurityGroupRulesCommand, type SecurityGroupRule } from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { environment } from '@malinshopper/environments';
import { clientsOf, type Clients } from './clients';
import { replaced } from './testing/replaced';
import { startFrom } from './testing/standing';
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

/** Does something, and looks all the time whether something is missing. */
async function watched<T>(
  work: Promise<T>,
): Promise<{ readonly result: T; readonly looks: number; readonly faults: string[] }> {
  let isOver = false;
  const ended = work.finally(() => (isOver = true));
  const faults: string[] = [];
  let looks = 0;
  const watching = (async () => {
    for (; !isOver; looks += 1) {
      faults.push(...(await missing()));
      await pause(50);
    }
  })();
  const [result] = await Promise.all([ended, watching]);
  return { result, looks, faults: [...new Set(faults)] };
}

test('another group of every tier is in use, with its rules, before the old one goes', async () => {
  expect(await missing()).toEqual([]);
  const addresses = ['aws_security_group.', 'aws_launch_template.'];
  const { result, looks, faults } = await watched(replaced('compute', testing, addresses));
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
