import {
  DescribeInstancesCommand,
  DescribeSecurityGroupRulesCommand,
  type Instance,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeCacheClustersCommand } from '@aws-sdk/client-elasticache';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { roleTraits, visitorsOf, webRoles } from '@malinshopper/environments';
import type { Clients } from '../../clients';

const groupsOf = ({ SecurityGroups = [] }: Instance) => SecurityGroups.map(({ GroupId = '' }) => GroupId);
const roleOf = ({ Tags = [] }: Instance) => Tags.find(({ Key }) => Key === 'Role')?.Value;

/** The connections depend on resources of these services. The gateway's log uses these names. */
export const servicesOfWays = ['ec2', 'autoscaling', 'elasticloadbalancing', 'rds', 'elasticache', 'codedeploy'];

/**
 * The connections that security groups do not allow at this moment, in words: of visitors to a load balancer, of the
 * load balancer to each of its targets, of each instance to the database server, and of each web server of an
 * environment to its session cache.
 */
export async function shutWays(clients: Clients, cacheOf: string): Promise<string[]> {
  const { ec2, loadBalancing, rds, elastiCache } = clients;
  const [{ Reservations = [] }, { SecurityGroupRules: rules = [] }, { LoadBalancers = [] }, { TargetGroups = [] }] =
    await Promise.all([
      ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['running'] }] })),
      ec2.send(new DescribeSecurityGroupRulesCommand({})),
      loadBalancing.send(new DescribeLoadBalancersCommand({})),
      loadBalancing.send(new DescribeTargetGroupsCommand({})),
    ]);
  const [{ DBInstances = [] }, { CacheClusters = [] }] = await Promise.all([
    rds.send(new DescribeDBInstancesCommand({})),
    elastiCache.send(new DescribeCacheClustersCommand({})),
  ]);
  const targets = await Promise.all(
    TargetGroups.map(async ({ TargetGroupArn }) => {
      const asked = new DescribeTargetHealthCommand({ TargetGroupArn });
      const { TargetHealthDescriptions = [] } = await loadBalancing.send(asked);
      return TargetHealthDescriptions.map(({ Target }) => Target?.Id);
    }),
  );
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  const balancer = LoadBalancers.flatMap(({ SecurityGroups = [] }) => SecurityGroups);
  const server = DBInstances[0]?.VpcSecurityGroups?.map(({ VpcSecurityGroupId = '' }) => VpcSecurityGroupId) ?? [];
  const cache = CacheClusters[0]?.SecurityGroups?.map(({ SecurityGroupId = '' }) => SecurityGroupId) ?? [];
  const reach = (from: readonly string[], to: readonly string[]) =>
    from.some((one) => to.some((other) => isOpen(rules, one, other)));

  const isTarget = ({ InstanceId }: Instance) => targets.flat().includes(InstanceId);
  const isOfCache = (instance: Instance) =>
    webRoles.some((role) => role === roleOf(instance) && visitorsOf(roleTraits[role])?.sessions) &&
    instance.Tags?.some(({ Key, Value }) => Key === 'Environment' && Value === cacheOf);
  return [
    ...[80, 443]
      .filter((port) => !rules.some((rule) => balancer.includes(rule.GroupId!) && lets(rule, port)))
      .map((port) => `port ${port}`),
    ...instances
      .filter((one) => isTarget(one) && !reach(balancer, groupsOf(one)))
      .map((one) => `load balancer to ${nameOf(one)}`),
    ...instances.filter((one) => !reach(groupsOf(one), server)).map((one) => `${nameOf(one)} to the database`),
    ...instances
      .filter((one) => isOfCache(one) && !reach(groupsOf(one), cache))
      .map((one) => `${nameOf(one)} to the session cache`),
  ];
}

const nameOf = ({ InstanceId, Tags = [] }: Instance) =>
  `${Tags.find(({ Key }) => Key === 'Name')?.Value} ${InstanceId}`;

const lets = ({ IsEgress, FromPort, CidrIpv4 }: SecurityGroupRule, port: number) =>
  !IsEgress && FromPort === port && CidrIpv4 === '0.0.0.0/0';

/** True if the egress of one group allows the other, and the ingress of the other allows this one. */
function isOpen(rules: readonly SecurityGroupRule[], from: string, to: string): boolean {
  return [true, false].every((isEgress) =>
    rules.some(
      ({ IsEgress, GroupId, ReferencedGroupInfo }) =>
        IsEgress === isEgress &&
        GroupId === (isEgress ? from : to) &&
        ReferencedGroupInfo?.GroupId === (isEgress ? to : from),
    ),
  );
}
