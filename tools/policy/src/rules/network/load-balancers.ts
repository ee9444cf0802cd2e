import { block, isTrue } from '../../model/blocks';
import type { Rule } from '../rule';
import { subnetsBehind, tierOf, zonesOf } from './routing';

const types = ['aws_lb'];
const isProduction: Rule['about'] = (_balancer, { environment }) => environment.kind === 'production';

/** How a load balancer is set. */
export const loadBalancerRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_91',
    covers: ['FSBP.ELB.5', 'AwsSolutions-ELB2', 'L1'],
    title: 'Every load balancer writes down each request',
    severity: 'medium',
    why: 'Who asked for what, and what broke, is known from nowhere else',
    fix: 'Set accessLogs with a bucket of ours, enabled',
    types,
    check: ({ config, stack }, world) => {
      const logs = block(config['access_logs']);
      const bucket = world.targets(logs['bucket'], stack).some(({ type }) => type === 'aws_s3_bucket');
      return isTrue(logs['enabled']) && bucket ? undefined : `access_logs is ${JSON.stringify(config['access_logs'])}`;
    },
  },
  {
    id: 'MAL_LB_1',
    covers: ['L1'],
    title: 'In production, the load balancer writes down each connection too',
    severity: 'low',
    why: 'A client whose TLS is refused asks for nothing: only the log of connections knows it',
    fix: 'Set connectionLogs with a bucket of ours, enabled',
    types,
    about: isProduction,
    check: ({ config, stack }, world) => {
      const logs = block(config['connection_logs']);
      const bucket = world.targets(logs['bucket'], stack).some(({ type }) => type === 'aws_s3_bucket');
      return isTrue(logs['enabled']) && bucket
        ? undefined
        : `connection_logs is ${JSON.stringify(config['connection_logs'])}`;
    },
  },
  {
    id: 'CKV_AWS_131',
    covers: ['FSBP.ELB.4', 'L1', 'tfsec.elb.drop-invalid-headers'],
    title: 'Every load balancer drops headers that are no headers',
    severity: 'medium',
    why: 'The web server may read them as another request, of another visitor',
    fix: 'Set dropInvalidHeaderFields',
    types,
    check: ({ config }) =>
      isTrue(config['drop_invalid_header_fields'])
        ? undefined
        : `drop_invalid_header_fields is ${JSON.stringify(config['drop_invalid_header_fields'])}`,
  },
  {
    id: 'CKV_AWS_328',
    covers: ['FSBP.ELB.12', 'L1'],
    title: 'Every load balancer refuses requests that can be read in two ways',
    severity: 'medium',
    why: 'With them one visitor gets the answer of another (HTTP desync)',
    fix: 'Set desyncMitigationMode to defensive or strictest',
    types,
    check: ({ config }) => {
      // AWS's own default is defensive.
      const mode: unknown = config['desync_mitigation_mode'] ?? 'defensive';
      return mode === 'defensive' || mode === 'strictest'
        ? undefined
        : `desync_mitigation_mode is ${JSON.stringify(mode)}`;
    },
  },
  {
    id: 'CKV_AWS_150',
    covers: ['FSBP.ELB.6', 'L1'],
    title: 'Every load balancer is protected against deletion',
    severity: 'medium',
    why: 'Its name in DNS is gone with it, and so is the platform',
    fix: 'Set enableDeletionProtection; a protection that an environment has lifted needs a waiver',
    types,
    check: ({ config }) =>
      isTrue(config['enable_deletion_protection'])
        ? undefined
        : `enable_deletion_protection is ${JSON.stringify(config['enable_deletion_protection'])}`,
  },
  {
    id: 'MAL_LB_2',
    covers: ['L1'],
    title: 'Where an environment lifts its protection, its load balancer can be deleted',
    severity: 'low',
    why: 'A destroy would stop half-way, and leave behind what is paid for',
    fix: 'Set enableDeletionProtection from ProtectionSettings',
    types,
    about: (_balancer, { environment }) => !environment.protection.enabled,
    check: ({ config }) =>
      isTrue(config['enable_deletion_protection']) ? 'enable_deletion_protection is true' : undefined,
  },
  {
    id: 'CKV_AWS_152',
    title: 'Every load balancer spreads requests over all zones',
    severity: 'low',
    why: 'The servers of a zone with few of them would get as much as those of a zone with many',
    fix: 'Leave it to an application load balancer, which does; set enableCrossZoneLoadBalancing on any other',
    types: ['aws_lb', 'aws_lb_target_group'],
    check: ({ type, config }) => {
      const isGroup = type === 'aws_lb_target_group';
      const name = isGroup ? 'load_balancing_cross_zone_enabled' : 'enable_cross_zone_load_balancing';
      const byDefault = isGroup || (config['load_balancer_type'] ?? 'application') === 'application';
      const value = String(config[name] ?? byDefault);
      return value === 'true' || value === 'use_load_balancer_configuration' ? undefined : `${name} is ${value}`;
    },
  },
  {
    id: 'FSBP.ELB.13',
    covers: ['L1'],
    title: 'Every load balancer is in public subnets of two zones or more',
    severity: 'high',
    why: 'The loss of its zone would be the loss of the platform',
    fix: 'Use the publicSubnetIds of the network',
    types,
    check: (balancer, world) => {
      const subnets = subnetsBehind([balancer.config['subnets'], balancer.config['subnet_mapping']], balancer, world);
      const other = subnets.find((subnet) => tierOf(subnet, world) !== 'public');
      if (other) return `${other.path} is ${tierOf(other, world)}`;
      const zones = zonesOf(subnets);
      return zones.length < 2 ? `is in ${zones.join(', ') || 'no zone'} only` : undefined;
    },
  },
  {
    id: 'MAL_LB_3',
    covers: ['L1'],
    title: 'Every load balancer says how long it keeps an idle connection: two minutes at most',
    severity: 'low',
    why: 'Slow clients hold connections, and who wants to harm holds many',
    fix: 'Set idleTimeout, in seconds',
    types,
    check: ({ config }) => {
      const seconds = Number(config['idle_timeout']);
      return seconds >= 1 && seconds <= 120 ? undefined : `idle_timeout is ${JSON.stringify(config['idle_timeout'])}`;
    },
  },
];
