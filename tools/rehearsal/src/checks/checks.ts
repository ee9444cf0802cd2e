import { paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { GetDistributionCommand, ListDistributionsCommand, type Distribution } from '@aws-sdk/client-cloudfront';
import {
  GetDeploymentGroupCommand,
  ListApplicationsCommand,
  ListDeploymentGroupsCommand,
} from '@aws-sdk/client-codedeploy';
import { DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { DescribeListenersCommand, DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { ListHostedZonesByNameCommand, TestDNSAnswerCommand } from '@aws-sdk/client-route-53';
import { hostOf, networkOf, rolesOf, type Environment } from '@malinshopper/environments';
import { expectThat, type Check } from './check';
import type { Clients } from '../clients';
import { hadoopCheck } from './hadoop-check';

const shared = (environment: Environment, host: Environment) => (host === environment ? '' : `, lent by ${host.name}`);

export async function vpcOf({ ec2 }: Clients, environment: Environment): Promise<string> {
  const host = hostOf(environment, 'network');
  const Filters = [{ Name: 'tag:Environment', Values: [host.name] }];
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
  expectThat(Vpcs.length === 1, `${Vpcs.length} VPCs carry the tag Environment=${host.name}, not one`);
  return Vpcs[0]!.VpcId!;
}

export async function distributionOf({ cloudFront }: Clients, name: string): Promise<Distribution> {
  const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}));
  for (const { Id } of DistributionList?.Items ?? []) {
    const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id }));
    if (Distribution?.DistributionConfig?.Aliases?.Items?.includes(name)) return Distribution;
  }
  throw new Error(`no distribution serves ${name}`);
}

export async function groupsOf({ autoScaling }: Clients, { name }: Environment) {
  const groups = [];
  for await (const page of paginateDescribeAutoScalingGroups({ client: autoScaling }, {})) {
    groups.push(...(page.AutoScalingGroups ?? []));
  }
  return groups.filter(({ Tags }) => Tags?.some(({ Key, Value }) => Key === 'Environment' && Value === name));
}

/** The addresses of a name of the environment, as Route 53 answers. */
export async function dnsAnswer(
  { route53 }: Clients,
  { hostedZone }: Environment,
  name: string,
  type: 'A' | 'AAAA',
): Promise<string[]> {
  const { HostedZones } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: `${hostedZone}.` }));
  const zone = HostedZones?.find(({ Name }) => Name === `${hostedZone}.`);
  expectThat(zone !== undefined, `there is no hosted zone ${hostedZone}`);
  const answer = await route53.send(
    new TestDNSAnswerCommand({ HostedZoneId: zone!.Id, RecordName: name, RecordType: type }),
  );
  return answer.RecordData ?? [];
}

export const checks: readonly Check[] = [
  {
    subject: 'network',
    async look(clients, environment) {
      const vpc = await vpcOf(clients, environment);
      const { Subnets = [] } = await clients.ec2.send(
        new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpc] }] }),
      );
      const { zones } = networkOf(environment);
      expectThat(
        Subnets.length === zones.length * 3,
        `${vpc} has ${Subnets.length} subnets, not three in each of ${zones.join(', ')}`,
      );
      return `${vpc}, ${Subnets.length} subnets in ${zones.join(', ')}${shared(environment, hostOf(environment, 'network'))}`;
    },
  },
  {
    subject: 'database',
    async look({ rds }, environment) {
      const host = hostOf(environment, 'database');
      const { DBInstances = [] } = await rds.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: `${host.name}-mysql` }),
      );
      const [server] = DBInstances;
      expectThat(server?.DBInstanceStatus === 'available', `${host.name}-mysql is ${server?.DBInstanceStatus}`);
      return `${server!.Endpoint?.Address}, ${server!.MultiAZ ? 'multi-AZ' : 'one zone'}${shared(environment, host)}`;
    },
  },
  {
    subject: 'content and CDN',
    async look(clients, { domain }) {
      const found = await distributionOf(clients, `static.${domain}`);
      const [origin] = found.DistributionConfig?.Origins?.Items ?? [];
      expectThat(
        Boolean(origin?.OriginAccessControlId),
        `distribution ${found.Id} reads its bucket without access control`,
      );
      return `distribution ${found.Id} in front of ${origin!.DomainName}`;
    },
  },
  {
    subject: 'load balancer',
    async look({ loadBalancing }, environment) {
      const host = hostOf(environment, 'loadBalancer');
      const { LoadBalancers = [] } = await loadBalancing.send(new DescribeLoadBalancersCommand({}));
      const balancer = LoadBalancers.find(({ LoadBalancerName }) => LoadBalancerName?.startsWith(`${host.name}-`));
      expectThat(
        balancer?.State?.Code === 'active',
        `the load balancer of ${host.name} is ${balancer?.State?.Code ?? 'not there'}`,
      );
      const { Listeners = [] } = await loadBalancing.send(
        new DescribeListenersCommand({ LoadBalancerArn: balancer!.LoadBalancerArn }),
      );
      const ports = Listeners.map(({ Protocol, Port }) => `${Protocol} ${Port}`)
        .sort()
        .join(' and ');
      return `${balancer!.LoadBalancerName} answers ${ports}${shared(environment, host)}`;
    },
  },
  {
    subject: 'instances',
    async look(clients, environment) {
      const groups = await groupsOf(clients, environment);
      const roles = rolesOf(environment);
      expectThat(
        groups.length === roles.length,
        `there are ${groups.length} auto scaling groups, not one for each of ${roles.join(', ')}`,
      );
      return groups
        .map(
          ({ AutoScalingGroupName: group = '', Instances = [] }) =>
            `${group.slice(environment.name.length + 1)} ${Instances.length}`,
        )
        .sort()
        .join(', ');
    },
  },
  hadoopCheck,
  {
    subject: 'releases',
    async look({ codeDeploy }, environment) {
      const { name } = environment;
      const { applications = [] } = await codeDeploy.send(new ListApplicationsCommand({}));
      const applicationName = applications.find(
        (application) => application === name || application.startsWith(`${name}-`),
      );
      expectThat(applicationName !== undefined, 'there is no CodeDeploy application');
      const { deploymentGroups = [] } = await codeDeploy.send(new ListDeploymentGroupsCommand({ applicationName }));
      for (const deploymentGroupName of deploymentGroups) {
        const { deploymentGroupInfo } = await codeDeploy.send(
          new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }),
        );
        expectThat(
          deploymentGroupInfo?.autoScalingGroups?.length === 1,
          `${deploymentGroupName} does not stand for one group`,
        );
      }
      const roles = rolesOf(environment);
      expectThat(
        deploymentGroups.length === roles.length,
        `there are ${deploymentGroups.length} deployment groups, not one for each of ${roles.join(', ')}`,
      );
      return `application ${applicationName} with ${deploymentGroups.length} deployment groups`;
    },
  },
  {
    subject: 'DNS',
    async look(clients, environment) {
      const names = [environment.domain, `static.${environment.domain}`];
      const answers = await Promise.all(names.map((name) => dnsAnswer(clients, environment, name, 'A')));
      names.forEach((name, index) => expectThat((answers[index] ?? []).length > 0, `${name} has no address`));
      return names.map((name, index) => `${name} = ${answers[index]!.join(', ')}`).join('; ');
    },
  },
];
