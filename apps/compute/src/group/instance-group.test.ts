import { environment, imageOf, roles, visitorsOf } from '@malinshopper/environments';
import { workloadBoundaryArn } from '@malinshopper/stack';
import { kinds, synthesized, teamTopic, type Block } from '../testing/synthesized';

interface Group extends Block {
  readonly name: string;
  readonly tag: { key: string; value: string; propagate_at_launch: boolean }[];
  readonly launch_template?: { id: string; version: string };
  readonly mixed_instances_policy?: {
    instances_distribution: Block;
    launch_template: {
      launch_template_specification: { launch_template_id: string; version: string };
      override: { instance_type: string }[];
    };
  };
}
interface Template extends Block {
  readonly network_interfaces: { security_groups: string[] }[];
  readonly iam_instance_profile: { arn: string };
  readonly tag_specifications: { resource_type: string; tags: Record<string, string> }[];
}

const cases = kinds.flatMap((kind) => roles.map((role) => [kind, role] as const));

describe.each(cases)('in %s, the group of the role %s', (kind, role) => {
  const stack = synthesized(kind);
  const sizing = stack.environment.sizes[role];
  const served = visitorsOf(stack.environment.roles[role]) !== undefined;
  const group = stack.one<Group>('aws_autoscaling_group', `${role}/group/Resource`).config;
  const template = stack.one<Template>('aws_launch_template', `${role}/template/Resource`);

  test('has the limits that the environment sets, and leaves the current size to Auto Scaling', () => {
    expect(group).toMatchObject({ min_size: sizing.min, max_size: sizing.max, wait_for_capacity_timeout: '0' });
    expect(group).not.toHaveProperty('desired_capacity');
  });

  test('runs in the private subnets, without a public address and an SSH key', () => {
    expect(group['vpc_zone_identifier']).toBe('${data.terraform_remote_state.network.outputs.privateSubnetIds}');
    expect(template.config.network_interfaces).toMatchObject([{ associate_public_ip_address: 'false' }]);
    expect(template.config).not.toHaveProperty('key_name');
  });

  test('shares neither security group nor identity nor template with another', () => {
    const firewall = stack.one('aws_security_group', `${role}/firewall/Resource`);
    const profile = stack.one<Block>('aws_iam_instance_profile', `${role}/profile`);
    expect(template.config.network_interfaces[0]?.security_groups).toEqual([
      `\${${firewall.address}.id}`,
      // The client group has no ingress rule, and one egress rule, to the database: all roles have it.
      '${data.terraform_remote_state.data.outputs.databaseClientSecurityGroupId}',
    ]);
    expect(template.config.iam_instance_profile.arn).toBe(`\${${profile.address}.arn}`);
    const identity = stack.one('aws_iam_role', `${role}/identity/Resource`);
    expect(profile.config['role']).toBe(`\${${identity.address}.name}`);
  });

  test('has an identity under the app’s own path, within the boundary of all workloads', () => {
    const identity = stack.one<Block>('aws_iam_role', `${role}/identity/Resource`);
    const boundary = workloadBoundaryArn(stack.environment.account, 'compute');
    expect(identity.config).toMatchObject({ path: '/compute/', permissions_boundary: boundary });
    expect(stack.one('aws_iam_instance_profile', `${role}/profile`).config).toMatchObject({ path: '/compute/' });
  });

  test('allows metadata for the instance itself only, with a session token', () => {
    expect(template.config['metadata_options']).toEqual({
      http_endpoint: 'enabled',
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
      instance_metadata_tags: 'enabled',
    });
  });

  test('has a disk of the size that the environment sets, encrypted with the account’s key for volumes', () => {
    const { name } = stack.environment.account;
    const account = name === stack.environment.name ? 'account' : `account-of-${name}`;
    expect(template.config['block_device_mappings']).toEqual([
      {
        device_name: '/dev/sda1',
        ebs: {
          volume_type: 'gp3',
          volume_size: sizing.volumeGiB,
          encrypted: 'true',
          kms_key_id: `\${data.terraform_remote_state.${account}.outputs.volumeKeyArn}`,
          delete_on_termination: 'true',
        },
      },
    ]);
  });

  test('has detailed monitoring where the environment is protected', () => {
    expect(template.config['monitoring']).toEqual({ enabled: stack.environment.protection.enabled });
  });

  test('notifies the topic of the team of every failed launch or termination, and of no other event', () => {
    const { address } = stack.one('aws_autoscaling_group', `${role}/group/Resource`);
    expect(stack.one('aws_autoscaling_notification', `${role}-events`).config).toEqual({
      group_names: [`\${${address}.name}`],
      notifications: ['autoscaling:EC2_INSTANCE_LAUNCH_ERROR', 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR'],
      topic_arn: teamTopic(stack.environment),
    });
  });

  test('boots the image of its architecture', () => {
    expect(template.config['image_id']).toBe(imageOf('eu-west-1', 'arm64'));
    expect(template.config['instance_type']).toBe(sizing.instanceTypes[0]);
  });

  test('launches the newest version of its template by its number, so that a change refreshes the instances', () => {
    const mixed = group.mixed_instances_policy?.launch_template.launch_template_specification;
    expect(group.launch_template?.version ?? mixed?.version).toBe(`\${${template.address}.latest_version}`);
    expect(group.launch_template?.id ?? mixed?.launch_template_id).toBe(`\${${template.address}.id}`);
  });

  test('has a mixed instances policy exactly if there are several types', () => {
    const several = sizing.instanceTypes.length > 1;
    expect(group.mixed_instances_policy !== undefined).toBe(several);
    expect(group.launch_template !== undefined).toBe(!several);
    expect(group.mixed_instances_policy?.launch_template.override.map(({ instance_type: type }) => type) ?? []).toEqual(
      several ? sizing.instanceTypes : [],
    );
  });

  test('is never replaced by a second group, and has no warm pool, because CodeDeploy would lose it', () => {
    expect(group['lifecycle'] ?? {}).not.toHaveProperty('create_before_destroy');
    expect(group).not.toHaveProperty('warm_pool');
    expect(group).not.toHaveProperty('name_prefix');
    expect(group.name).toBe(`${stack.environment.name}-${role}`);
  });

  test('tags its instances and volumes with all default tags of the provider', () => {
    const tags = Object.fromEntries(group.tag.map(({ key, value }) => [key, value]));
    expect(tags).toMatchObject(stack.json.provider.aws[0]!.default_tags[0]!.tags);
    expect(tags).toMatchObject({ Role: role, Name: `${stack.environment.name}-${role}` });
    expect(group.tag.every(({ propagate_at_launch: propagated }) => propagated)).toBe(true);
    expect(template.config.tag_specifications).toEqual([
      { resource_type: 'instance', tags },
      { resource_type: 'volume', tags },
    ]);
  });

  test('refreshes without a gap for visitors, in place for workers, and rolls a failed refresh back', () => {
    const preferences = (group['instance_refresh'] as { strategy: string; preferences: Block }).preferences;
    expect(preferences).toMatchObject({ auto_rollback: true, min_healthy_percentage: served ? 100 : 0 });
    expect('alarm_specification' in preferences).toBe(served);
  });

  test('uses the health check of the load balancer for servers with visitors, and that of EC2 for workers', () => {
    expect(group['health_check_type']).toBe(served ? 'ELB' : 'EC2');
    expect('target_group_arns' in group).toBe(served);
  });

  test('writes an encrypted log with a retention', () => {
    expect(stack.one('aws_cloudwatch_log_group', `${role}/log/Resource`).config).toMatchObject({
      name: `/malinshopper/${stack.environment.name}/${role}`,
      retention_in_days: stack.environment.logRetentionDays,
      kms_key_id: '${data.terraform_remote_state.network.outputs.logKeyArn}',
    });
  });
});

test('spot capacity is allocated by price and capacity, and replaced before AWS reclaims it', () => {
  const { config } = synthesized('testing').one<Group>('aws_autoscaling_group', 'updater-1/group/Resource');
  expect(config['capacity_rebalance']).toBe(true);
  expect(config.mixed_instances_policy?.instances_distribution).toEqual({
    on_demand_base_capacity: 0,
    on_demand_percentage_above_base_capacity: 0,
    spot_allocation_strategy: 'price-capacity-optimized',
  });
});

test('an environment with opening hours starts and stops every group in its time zone', () => {
  const stack = synthesized('feature/checkout');
  const { hours } = environment('feature/checkout');
  for (const role of roles) {
    const { min, max } = stack.environment.sizes[role];
    const time_zone = hours.run === 'scheduled' ? hours.timeZone : undefined;
    const action = (name: string) => stack.one('aws_autoscaling_schedule', `${role}/hours/${name}`).config;
    expect(action('start')).toMatchObject({ min_size: min, max_size: max, desired_capacity: min, time_zone });
    expect(action('stop')).toMatchObject({ min_size: 0, max_size: 0, desired_capacity: 0, time_zone });
    // Terraform ignores the attributes that the schedule changes.
    expect(stack.one<Group>('aws_autoscaling_group', `${role}/group/Resource`).config).toMatchObject({
      lifecycle: { ignore_changes: ['min_size', 'max_size'] },
    });
  }
});

test('an environment that always runs has no schedule', () => {
  expect(synthesized('production').all('aws_autoscaling_schedule')).toEqual([]);
});

test('web servers scale by processors and requests, on the load balancer that is used', () => {
  const own = synthesized('production');
  expect(own.one('aws_autoscaling_policy', 'web-scaling/cpu').config).toMatchObject({
    policy_type: 'TargetTrackingScaling',
    target_tracking_configuration: { target_value: 50 },
  });
  const rule = own.one('aws_lb_listener_rule', 'web-entry/rule');
  const { config } = own.one<Block>('aws_autoscaling_policy', 'web-scaling/requests');
  expect(JSON.stringify(config)).toMatch(
    /ALBRequestCountPerTarget.*\{aws_lb\.\S*arn_suffix\}\/\$\{aws_lb_target_group\./,
  );
  expect(config['depends_on']).toEqual([rule.address]);
  const borrowed = synthesized('feature/checkout').one<Block>('aws_autoscaling_policy', 'web-scaling/requests');
  expect(JSON.stringify(borrowed.config)).toContain('compute-of-testing.outputs.loadBalancerArnSuffix');
});
