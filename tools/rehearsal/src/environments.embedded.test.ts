import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  GetDeploymentGroupCommand,
  ListApplicationsCommand,
  ListDeploymentGroupsCommand,
} from '@aws-sdk/client-codedeploy';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { environment, type Environment } from '@malinshopper/environments';
import { appGraph, deployEnvironment, destroyEnvironment, plan, type EnvironmentResult } from '@malinshopper/terraform';
import { describeBoot } from './boot/describe-boot';
import { bucketSettings } from './bucket-settings';
import { checks, distributionOf, dnsAnswer, groupsOf, vpcOf } from './checks';
import { clientsOf, type Clients } from './clients';
import { inventory } from './inventory';
import { movingToACluster, onACluster } from './moving-to-a-cluster';
import { Firewall } from './reach';
import { releasing } from './releasing';
import { standingEnvironments } from './standing-environments';
import { closeWorld, newWorld } from './world';

const minutes = 60_000;
// Every look at AWS takes as long as what else this machine does makes it take.
jest.setTimeout(2 * minutes);
const refs = ['production', 'testing', 'feature/checkout'] as const;
const [production, testing, branch] = refs.map((ref) => environment(ref)) as [Environment, Environment, Environment];
const roles = ['fetcher', 'updater-1', 'updater-2', 'web'];
let clients: Record<(typeof refs)[number], Clients>;

const errors = ({ apps }: EnvironmentResult) => apps.flatMap(({ error }) => error ?? []);
const up = async (ref: string) => expect(errors(await deployEnvironment(ref))).toEqual([]);

beforeAll(async () => {
  await newWorld();
  clients = {
    production: await clientsOf(production),
    testing: await clientsOf(testing),
    'feature/checkout': await clientsOf(branch),
  };
  await Promise.all([up('production'), up('testing')]);
  await up('feature/checkout');
}, 25 * minutes);

afterAll(() => closeWorld());

describe.each(refs)('%s, right after its deploy', (ref) => {
  const of = environment(ref);

  it.each(checks)('is as AWS should tell about: $subject', async ({ look }) => {
    await expect(look(clients[ref], of)).resolves.toEqual(expect.any(String));
  });

  it(
    'has nothing left to do in any app',
    async () => {
      for (const { root } of await appGraph()) await expect(plan(root, of)).resolves.toBe(0);
    },
    5 * minutes,
  );

  it('answers to its own names, and the CDN under static.', async () => {
    const [web, cdn] = await Promise.all([
      dnsAnswer(clients[ref], of, of.domain, 'A'),
      dnsAnswer(clients[ref], of, `static.${of.domain}`, 'AAAA'),
    ]);
    expect(web.join()).toMatch(/\.elb\.amazonaws\.com/);
    expect(cdn.join()).toMatch(/\.cloudfront\.net/);
  });

  it('has one deployment group for each of its four auto scaling groups', async () => {
    const { autoScaling, codeDeploy } = clients[ref];
    const { applications = [] } = await codeDeploy.send(new ListApplicationsCommand({}));
    const applicationName = applications.find((name) => name.startsWith(`${of.name}-`));
    const { deploymentGroups = [] } = await codeDeploy.send(new ListDeploymentGroupsCommand({ applicationName }));
    const deployed = await Promise.all(
      deploymentGroups.map(async (deploymentGroupName) => {
        const { deploymentGroupInfo } = await codeDeploy.send(
          new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }),
        );
        return (deploymentGroupInfo?.autoScalingGroups ?? []).map(({ name }) => name);
      }),
    );
    const { AutoScalingGroups = [] } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: deployed.flat() as string[] }),
    );
    expect(deployed.map((groups) => groups.length)).toEqual([1, 1, 1, 1]);
    expect(AutoScalingGroups.map(({ AutoScalingGroupName }) => AutoScalingGroupName).sort()).toEqual(
      (await groupsOf(clients[ref], of)).map(({ AutoScalingGroupName }) => AutoScalingGroupName).sort(),
    );
  });

  it('lets visitors to the load balancer, the load balancer to web, the roles to the database, and nobody else anywhere', async () => {
    const firewall = await Firewall.of(clients[ref], await vpcOf(clients[ref], of));
    const host = ref === 'feature/checkout' ? 'testing' : of.name;
    const names = roles.map((role) => [role, `${of.name}-${role}`]);
    const ways = firewall.ways({
      'load balancer': `${host}-load-balancer`,
      database: `${host}-database`,
      ...Object.fromEntries(names),
    });
    expect(ways).toEqual(
      [
        'internet > load balancer:443',
        'internet > load balancer:80',
        'load balancer > web:80',
        ...roles.map((role) => `${role} > database:3306`),
        // Instances may go to the internet over HTTP and HTTPS, and the load balancer is in it.
        ...roles.flatMap((role) => [`${role} > load balancer:443`, `${role} > load balancer:80`]),
      ].sort(),
    );
    expect(firewall.narrowBlocks).toEqual([]);
  });

  it('keeps its buckets private, encrypted, versioned and behind TLS', async () => {
    for (const purpose of ['content', 'packages']) {
      const settings = await bucketSettings(clients[ref], `malinshopper-${of.name}-${purpose}-${of.account.id}`);
      expect(settings).toEqual({
        publicAccess: [true, true, true, true],
        encryption: 'aws:kms',
        versioning: 'Enabled',
        policy: expect.stringContaining('"aws:SecureTransport":"false"'),
      });
    }
  });

  it('reads its content bucket through a signed origin only', async () => {
    const { DistributionConfig, ARN } = await distributionOf(clients[ref], `static.${of.domain}`);
    expect(
      DistributionConfig?.Origins?.Items?.map(({ OriginAccessControlId }) => typeof OriginAccessControlId),
    ).toEqual(['string']);
    const Bucket = `malinshopper-${of.name}-content-${of.account.id}`;
    const { Policy = '{}' } = await clients[ref].s3.send(new GetBucketPolicyCommand({ Bucket }));
    const allowed = (JSON.parse(Policy) as { Statement: { Effect: string; Condition: unknown }[] }).Statement.filter(
      ({ Effect }) => Effect === 'Allow',
    );
    expect(allowed.map(({ Condition }) => Condition)).toEqual([{ StringEquals: { 'aws:SourceArn': ARN } }]);
  });
});

describe('production and testing', () => standingEnvironments(() => clients));

describe('a branch', () => {
  it('has a rule and a certificate at its host’s load balancer, and none of its own', async () => {
    const { loadBalancing } = clients['feature/checkout'];
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

  it('keeps its host from being destroyed, and the refusal names it', async () => {
    await expect(destroyEnvironment('testing')).rejects.toThrow(new RegExp(`still lent to ${branch.name}`));
    await expect(inventory(clients.testing, testing)).resolves.toEqual(
      expect.arrayContaining([expect.stringContaining('database testing-mysql')]),
    );
  });
});

describe('testing, when the examples are released to it', () => releasing(testing, () => clients.testing));

describe('testing, when its instances boot', () => describeBoot(testing, () => clients.testing));

describe('testing, when its Hadoop jobs move to a cluster', () => movingToACluster(testing, () => clients.testing));

describe('after a destroy', () => {
  const down = async (ref: string, changes = {}) =>
    expect(errors(await destroyEnvironment(ref, { changes }))).toEqual([]);

  beforeAll(async () => {
    const nonproduction = down('feature/checkout').then(() => down('testing', onACluster));
    await Promise.all([nonproduction, down('production')]);
  }, 20 * minutes);

  it.each(refs)('AWS knows nothing of %s any more', async (ref) => {
    await expect(inventory(clients[ref], environment(ref))).resolves.toEqual([]);
  });
});
