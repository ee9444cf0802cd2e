import type { QuotaName } from '@malinshopper/aws-facts';
import { demandOf, vcpusOf } from '@malinshopper/environments';
import { scenarios } from '@malinshopper/policy';
import { documentsOf, subjectOf, worldOf, type World } from '@malinshopper/policy/testing';

const count = (world: World, type: string) => world.resources(type).length;

/** The resources in the synthesized stacks of an environment, by the quota that they count towards. */
const counted: Partial<Record<QuotaName, (world: World) => number>> = {
  elasticAddresses: (world) => count(world, 'aws_eip'),
  vpcs: (world) => count(world, 'aws_vpc'),
  databaseRules: (world) => rulesOf(world, 'ingress', 'databaseSecurityGroupId', 'database_firewall'),
  loadBalancerRules: (world) => rulesOf(world, 'egress', 'loadBalancerSecurityGroupId', 'load-balancer_firewall'),
  listenerRules: (world) => count(world, 'aws_lb_listener_rule'),
  targetGroups: (world) => count(world, 'aws_lb_target_group'),
  certificates: (world) => count(world, 'aws_lb_listener_certificate'),
  originAccessControls: (world) => count(world, 'aws_cloudfront_origin_access_control'),
  responseHeadersPolicies: (world) => count(world, 'aws_cloudfront_response_headers_policy'),
};

/** The rules of a group that is the environment's own, or an output of its host. */
const rulesOf = (world: World, direction: string, output: string, own: string) =>
  world
    .resources(`aws_vpc_security_group_${direction}_rule`)
    .filter(({ config }) => new RegExp(`outputs\\.${output}\\b|\\.${own}_`).test(String(config['security_group_id'])))
    .length;

/** The virtual processors of auto scaling groups at their maximum size. */
function vcpusOfGroups(world: World): number {
  return world.resources('aws_autoscaling_group').reduce((sum, { config }) => {
    const overrides = config['mixed_instances_policy']?.launch_template.override as { instance_type: string }[];
    expect(overrides.length).toBeGreaterThan(0);
    return sum + Number(config['max_size']) * Math.max(...overrides.map(({ instance_type: type }) => vcpusOf(type)));
  }, 0);
}

describe.each(scenarios)('the quota use of %s', (kind) => {
  let world: World;
  const { environment } = subjectOf(kind);
  const needed = (quota: QuotaName) =>
    demandOf(environment).reduce((sum, demand) => sum + (demand.quota === quota ? demand.amount : 0), 0);
  beforeAll(async () => {
    world = worldOf(await documentsOf(subjectOf(kind)));
  });

  it.each(Object.entries(counted))('is the number of its resources: %s', (quota, inStacks) => {
    expect(inStacks(world)).toBe(needed(quota as QuotaName));
  });

  it('has room for all instances of its groups', () => {
    expect(needed('onDemandVcpus') + needed('spotVcpus')).toBeGreaterThan(vcpusOfGroups(world));
  });
});
