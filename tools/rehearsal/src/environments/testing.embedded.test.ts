import { execFileSync } from 'node:child_process';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { environment, networkOf, teamNames, teams, type TeamName } from '@malinshopper/environments';
import { pythonWithMoto } from '@malinshopper/local-aws';
import { chosenTarget, destroyEnvironment, openSession, plannedChanges } from '@malinshopper/terraform';
import { cliHint } from '../commands/cli-hint';
import { clientsOf, type Clients } from '../clients';
import { inventory } from '../inventory/inventory';
import { ofNoOtherTeam } from './suites/of-no-other-team';
import { hasNothingLeftToDo, rightAfterItsDeploy } from './suites/right-after-its-deploy';
import { standsForItself } from './suites/stands-for-itself';
import { upByItsTeams } from './testing/by-its-teams';
import { makeWorlds } from './testing/standing';
import { closeWorld } from '../world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4632';
// The first change of a new resource does not see its tags yet.
process.env['EMBEDDED_AWS_LATE_TAGS'] = '1';
const testing = environment('testing');
const branch = environment('feature/checkout');
let clients: Record<'testing' | 'branch', Clients>;
const said = new Map<string, ReadonlyMap<TeamName, string>>();

beforeAll(async () => {
  await makeWorlds(['testing', 'testing-and-branch'], async (ref) => said.set(ref, await upByItsTeams(ref)));
  clients = { testing: await clientsOf(testing), branch: await clientsOf(branch) };
}, 90 * minutes);

afterAll(() => closeWorld());

/**
 * boto3, instead of the AWS CLI: it reads the same variables (AWS SDKs and tools reference guide), and is installed
 * wherever moto is.
 */
const vpcs = `import boto3; print([v["CidrBlock"] for v in boto3.client("ec2").describe_vpcs()["Vpcs"] if not v["IsDefault"]])`;

describe('testing, deployed from nothing', () => {
  it('is visible in a shell without any setting of AWS after the lines that npm start prints', async () => {
    const { clients: session } = await openSession(chosenTarget({ ...process.env, EMBEDDED_AWS: 'on' }), testing);
    const [python, ...lines] = [await pythonWithMoto(), ...cliHint(session)];
    const script = `aws() { '${python}' -c '${vpcs}'; }\n${lines.join('\n')}`;
    const said = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
    expect(said.trim()).toBe(`['${networkOf(testing).cidr}']`);
  });

  it('was deployed by the roles of its teams, of which one had to wait until AWS knew its tags', () => {
    expect([...said.get(testing.ref)!.keys()]).toEqual(teamNames.filter((name) => teams[name].app !== 'account'));
    const again = [...said.get(testing.ref)!].filter(([, text]) => text.includes('planning and applying once more'));
    expect(again.map(([team]) => team)).toEqual(['compute']);
  });

  // An empty plan is tested where it is started again (remember.embedded).
  rightAfterItsDeploy(testing, () => clients.testing);
  standsForItself(testing, () => clients.testing);

  it('gains a zone without losing or replacing anything', async () => {
    const network = { ...networkOf(testing), zones: ['a', 'b', 'c'] };
    const changes = await plannedChanges('apps/network', testing, { changes: { network } });
    expect(changes.filter(({ action }) => ['delete', 'replace'].includes(action))).toEqual([]);
    expect(
      changes.filter(({ address, action }) => address.startsWith('aws_subnet.') && action === 'create'),
    ).toHaveLength(3);
  });
});

describe('a branch, deployed beside its host', () => {
  rightAfterItsDeploy(branch, () => clients.branch);
  // The account is not deployed by a branch.
  hasNothingLeftToDo(branch, 'account');
  ofNoOtherTeam(branch);

  it('has a rule and a certificate at its host’s load balancer, and no load balancer of its own', async () => {
    const { loadBalancing } = clients.branch;
    const { LoadBalancers = [] } = await loadBalancing.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers.map(({ LoadBalancerName }) => LoadBalancerName)).toEqual(['testing-web']);
    const { Listeners = [] } = await loadBalancing.send(
      new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn }),
    );
    const https = Listeners.find(({ Port }) => Port === 443);
    const { Rules = [] } = await loadBalancing.send(new DescribeRulesCommand({ ListenerArn: https?.ListenerArn }));
    const hosts = Rules.flatMap(({ Conditions = [] }) =>
      Conditions.flatMap(({ HostHeaderConfig }) => HostHeaderConfig?.Values ?? []),
    );
    expect(hosts.sort()).toEqual([branch.domain, testing.domain].sort());
  });

  it('prevents the destroy of its host, and the refusal names it', async () => {
    await expect(destroyEnvironment('testing')).rejects.toThrow(new RegExp(`still lent to ${branch.name}`));
    await expect(inventory(clients.testing, testing)).resolves.toEqual(
      expect.arrayContaining([expect.stringContaining('database testing-mysql')]),
    );
  });
});
