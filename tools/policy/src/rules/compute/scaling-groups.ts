import { block, blocks, isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { subnetsBehind, tierOf, zonesOf } from '../network/routing';
import { isBehindBalancer, tagsOf, templatesOf } from './instances';

const types = ['aws_autoscaling_group'];
/** In seconds: boot, packages and a first release. */
const longestStart = 300;

/** How groups of instances are set. */
export const scalingGroupRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_153',
    covers: ['C10'],
    title: 'Every group gives its instances the tags of its stack, and their role',
    severity: 'medium',
    why: 'Default tags reach nothing that a group launches: neither costs nor a clean-up by tag would find it',
    fix: 'Set tag to instanceTags (apps/compute), each with propagateAtLaunch',
    types,
    check: (group) => {
      const said = blocks(group.config['tag']);
      const kept = said.find(({ propagate_at_launch: propagate }) => !isTrue(propagate));
      if (kept) return `keeps the tag ${String(kept['key'])} to itself`;
      const tags = tagsOf(group);
      const missing = Object.entries(group.stack.defaultTags).find(([name, value]) => tags[name] !== value);
      if (missing) return `its tag ${missing[0]} is ${JSON.stringify(tags[missing[0]])}`;
      return tags['Role'] ? undefined : 'has no tag Role';
    },
  },
  {
    id: 'CKV_AWS_315',
    covers: ['FSBP.AutoScaling.9', 'C3'],
    title: 'Every group launches from a template of ours',
    severity: 'medium',
    why: 'A launch configuration can neither ask for a session token for metadata, nor be changed',
    fix: 'Set launchTemplate, or mixedInstancesPolicy with a launchTemplate',
    types,
    check: (group, world) => {
      if (group.config['launch_configuration'] !== undefined) return 'has a launch_configuration';
      const templates = templatesOf(group, world);
      return templates.length === 1 ? undefined : `launches from ${templates.length} templates of ours`;
    },
  },
  {
    id: 'MAL_ASG_1',
    covers: ['C3'],
    title: 'Every group launches a version of its template that Terraform knows by number',
    severity: 'medium',
    why: 'With $Latest nothing changes for Terraform: instances are never refreshed, and never taken back',
    fix: "Set version to the template's latestVersion",
    types,
    check: ({ config }) => {
      const mixed = block(block(config['mixed_instances_policy'])['launch_template']);
      const overrides = blocks(mixed['override']).flatMap((each) => blocks(each['launch_template_specification']));
      const named = [block(config['launch_template']), block(mixed['launch_template_specification']), ...overrides];
      const versions = named.filter((each) => Object.keys(each).length > 0).map(({ version }) => version as unknown);
      if (versions.length === 0) return 'names no version';
      const other = versions.find(
        (version) => !/^(\d+|\$\{aws_launch_template\..*\.latest_version\})$/.test(String(version)),
      );
      return versions.includes(undefined) || other !== undefined ? `version is ${JSON.stringify(other)}` : undefined;
    },
  },
  {
    id: 'CKV2_AWS_15',
    covers: ['FSBP.AutoScaling.1', 'AwsSolutions-AS2', 'C5'],
    title: 'A group behind a load balancer replaces what the load balancer calls unhealthy; any other what EC2 does',
    severity: 'medium',
    why: 'EC2 calls a server healthy whose PHP has died; a worker that nobody asks would be replaced for ever',
    fix: 'Set healthCheckType to ELB on web servers, and to EC2 on workers',
    types,
    check: (group, world) => {
      const { health_check_type: kind } = group.config;
      const needed = isBehindBalancer(group, world) ? 'ELB' : 'EC2';
      // AWS's own default is EC2, but nobody would see that it was meant.
      return kind === needed ? undefined : `health_check_type is ${JSON.stringify(kind)}, and not ${needed}`;
    },
  },
  {
    id: 'MAL_ASG_2',
    covers: ['C5'],
    title: 'Nobody judges an instance before it can have booted and got a first release',
    severity: 'medium',
    why: 'The group ends one new instance after the other, for ever',
    fix: `Set healthCheckGracePeriod, in seconds: ${longestStart}, or twice as much behind a load balancer`,
    types,
    check: (group, world) => {
      const seconds = Number(group.config['health_check_grace_period'] ?? 0);
      const needed = isBehindBalancer(group, world) ? 2 * longestStart : longestStart;
      return seconds >= needed ? undefined : `health_check_grace_period is ${seconds}, and not ${needed}`;
    },
  },
  {
    id: 'FSBP.AutoScaling.2',
    covers: ['C5'],
    title: 'Every group is in private subnets of two zones or more',
    severity: 'high',
    why: 'The loss of its zone would be the loss of the role',
    fix: 'Set vpcZoneIdentifier to privateSubnetIds of the network',
    types,
    check: (group, world) => {
      if (group.config['availability_zones'] !== undefined)
        return 'names availability_zones, and so the default network';
      const subnets = subnetsBehind(group.config['vpc_zone_identifier'], group, world);
      const other = subnets.find((subnet) => tierOf(subnet, world) !== 'private');
      if (other) return `${other.path} is ${tierOf(other, world)}`;
      const zones = zonesOf(subnets);
      return zones.length < 2 ? `is in ${zones.join(', ') || 'no zone'} only` : undefined;
    },
  },
  {
    id: 'AwsSolutions-AS1',
    title: 'Every group waits until a new instance counts before it asks for another',
    severity: 'low',
    why: 'While the first still boots, its load is not taken off, and more are launched than are needed',
    fix: 'Set defaultInstanceWarmup, in seconds',
    types,
    check: ({ config }) =>
      Number(config['default_instance_warmup'] ?? config['default_cooldown'] ?? 0) > 0
        ? undefined
        : 'says neither default_instance_warmup nor default_cooldown',
  },
];
