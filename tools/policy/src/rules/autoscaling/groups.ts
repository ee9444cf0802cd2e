import { block, blocks, isTrue } from '@malinshopper/synthesized';
import { all, at, custom, exactlyOne, is, never, tried, when } from '../ask';
import { isBehindBalancer, isWorker, tagsOf, templatesOf } from '../ec2/instances';
import { subnetsBehind, tierOf, zonesOf } from '../vpc/routing';
import { rulesOf } from '../table';

const fetcher = { path: 'fetcher/group/Resource' };
/** In seconds: the time for boot, packages and a first release. */
const longestStart = 300;
const lastsAtLeast = (seconds: number) =>
  at('health_check_grace_period', (value) => Number(value ?? 0) >= seconds, seconds - 1);
const withoutTag = (name: string) => (config: { tag: readonly { key: string }[] }) => {
  config.tag = config.tag.filter(({ key }) => key !== name);
};

const tagsItsInstances = custom(
  (group) => {
    const kept = blocks(group.config['tag']).find(({ propagate_at_launch: propagate }) => !isTrue(propagate));
    if (kept) return `does not propagate its tag ${String(kept['key'])}`;
    const tags = tagsOf(group);
    const missing = Object.entries(group.stack.defaultTags).find(([name, value]) => tags[name] !== value);
    if (missing) return `its tag ${missing[0]} is ${JSON.stringify(tags[missing[0]])}`;
    return tags['Role'] ? undefined : 'has no tag Role';
  },
  {
    'a group gives its instances no tags': (config) => delete config.tag,
    'a group does not propagate a tag': (config) => (config.tag[0].propagate_at_launch = false),
    'instances have no tag Role': withoutTag('Role'),
    'instances lack a tag of their stack': withoutTag('Team'),
  },
);

interface Mixed {
  readonly mixed_instances_policy: {
    readonly launch_template: { readonly launch_template_specification: { version?: string } };
  };
}
/** The template of a group with several instance types. */
const specification = (config: Mixed) => config.mixed_instances_policy.launch_template.launch_template_specification;

const launchesNumberedVersion = custom(
  ({ config }) => {
    const mixed = block(block(config['mixed_instances_policy'])['launch_template']);
    const overrides = blocks(mixed['override']).flatMap((each) => blocks(each['launch_template_specification']));
    const named = [block(config['launch_template']), block(mixed['launch_template_specification']), ...overrides];
    const versions = named.filter((each) => Object.keys(each).length > 0).map(({ version }) => version as unknown);
    if (versions.length === 0) return 'names no version';
    const numbered = /^(\d+|\$\{aws_launch_template\..*\.latest_version\})$/;
    const other = versions.find((version) => !numbered.test(String(version)));
    return versions.includes(undefined) || other !== undefined ? `version is ${JSON.stringify(other)}` : undefined;
  },
  {
    'a group launches $Latest': (config) => (specification(config).version = '$Latest'),
    'a group names no version, which is $Default': (config) => delete specification(config).version,
    'a group with several types launches $Default': {
      scenario: 'staging',
      ...fetcher,
      change: (config) => (specification(config).version = '$Default'),
    },
  },
);

const inPrivateSubnetsOfTwoZones = custom(
  (group, world) => {
    const subnets = subnetsBehind(group.config['vpc_zone_identifier'], group, world);
    const other = subnets.find((subnet) => tierOf(subnet, world) !== 'private');
    if (other) return `${other.path} is ${tierOf(other, world)}`;
    const zones = zonesOf(subnets);
    return zones.length < 2 ? `is in ${zones.join(', ') || 'no zone'} only` : undefined;
  },
  {
    'web servers are in one zone': (config) =>
      (config.vpc_zone_identifier = ['${data.terraform_remote_state.network.outputs.privateSubnetIds[0]}']),
    'web servers are in public subnets': (config) =>
      (config.vpc_zone_identifier = '${data.terraform_remote_state.network.outputs.publicSubnetIds}'),
  },
);

export const scalingGroups = rulesOf(
  'aws_autoscaling_group',
  {
    CKV_AWS_153: {
      title: 'Auto scaling groups give their instances the tags of the stack, and their role',
      severity: 'medium',
      covers: 'C10',
      why: 'Default tags do not reach the instances of a group: neither cost reports nor a clean-up by tag would find them',
      fix: 'Set tag to instanceTags (apps/compute), each with propagateAtLaunch',
      ask: tagsItsInstances,
    },
    CKV_AWS_315: {
      title: 'Auto scaling groups launch from a template of this repository',
      severity: 'medium',
      covers: 'FSBP.AutoScaling.9 C3',
      why: 'A launch configuration cannot be changed, and lacks newer settings of EC2',
      fix: 'Set launchTemplate, or mixedInstancesPolicy with a launchTemplate',
      ask: all(
        never('launch_configuration', 'web'),
        exactlyOne('templates of this repository', templatesOf, {
          'a group launches from a template that was created by hand': (config) => {
            delete config.mixed_instances_policy;
            config.launch_template = { id: 'lt-0123456789abcdef0', version: '1' };
          },
        }),
      ),
    },
    MAL_ASG_1: {
      title: 'Auto scaling groups launch a numbered version of their template',
      severity: 'medium',
      covers: 'C3',
      why: 'With $Latest, Terraform sees no change: no instance is refreshed, and no refresh is rolled back',
      fix: "Set version to the template's latestVersion",
      ask: launchesNumberedVersion,
    },
    CKV2_AWS_15: {
      title:
        'Auto scaling groups use the health check of their load balancer, or without a load balancer, the health check of EC2',
      severity: 'medium',
      covers: 'FSBP.AutoScaling.1 AwsSolutions-AS2 C5',
      why: 'EC2 reports a server without a running PHP as healthy; a worker has no target group that could check it',
      fix: 'Set healthCheckType to ELB on web servers, and to EC2 on workers',
      // AWS's own default is EC2, but the value is set explicitly to show the intent.
      ask: all(
        when(isBehindBalancer, is('health_check_type', 'ELB', undefined, 'EC2')),
        when(isWorker, tried(fetcher, is('health_check_type', 'EC2', 'ELB'))),
      ),
    },
    MAL_ASG_2: {
      title: 'Instances have a grace period in which they can boot and get a first release',
      severity: 'medium',
      covers: 'C5',
      why: 'The group would terminate new instances one after the other, before they are ready',
      fix: `Set healthCheckGracePeriod, in seconds: ${longestStart}, or twice as much behind a load balancer`,
      ask: all(
        when(isBehindBalancer, lastsAtLeast(2 * longestStart)),
        when(isWorker, tried(fetcher, lastsAtLeast(longestStart))),
      ),
    },
    'FSBP.AutoScaling.2': {
      title: 'Auto scaling groups are in private subnets of at least two zones',
      severity: 'high',
      covers: 'C5',
      why: 'In a single zone, the loss of the zone would stop the role',
      fix: 'Set vpcZoneIdentifier to privateSubnetIds of the network',
      // With availability_zones, a group is in the default VPC.
      ask: all(never('availability_zones', ['eu-west-1a', 'eu-west-1b']), inPrivateSubnetsOfTwoZones),
    },
    'AwsSolutions-AS1': {
      title: 'Auto scaling groups let a new instance warm up before they launch another',
      severity: 'low',
      why: 'A booting instance takes no load yet, so the group would launch more instances than needed',
      fix: 'Set defaultInstanceWarmup, in seconds',
      ask: at(
        'default_instance_warmup',
        (value, { config }) => Number(value ?? config['default_cooldown'] ?? 0) > 0,
        undefined,
      ),
    },
  },
  { path: 'web/group/Resource' },
);
