import { all, alsoBroken, at, between, custom, on, oneOfOrUnset, ours, type Fault } from '../ask';
import { notInTwoZones, subnetsBehind } from '../vpc/routing';
import type { Rule } from '../rule';
import { rulesOf } from '../table';

const inProduction: Rule['about'] = (_balancer, { environment }) => environment.kind === 'production';
const unprotected: Rule['about'] = (_balancer, { environment }) => !environment.protection.enabled;
const subnets = (tier: string, index = '') =>
  `\${data.terraform_remote_state.network.outputs.${tier}SubnetIds${index}}`;

/**
 * Application load balancers distribute requests over all zones unless this is disabled; others do not by default (ELB
 * API, LoadBalancerAttribute).
 */
const crossesZones: Fault = ({ type, config }) => {
  const isGroup = type === 'aws_lb_target_group';
  const name = isGroup ? 'load_balancing_cross_zone_enabled' : 'enable_cross_zone_load_balancing';
  const byDefault = isGroup || (config['load_balancer_type'] ?? 'application') === 'application';
  const value = String(config[name] ?? byDefault);
  return value === 'true' || value === 'use_load_balancer_configuration' ? undefined : `${name} is ${value}`;
};

const inPublicSubnetsOfTwoZones: Fault = (balancer, world) =>
  notInTwoZones(
    subnetsBehind([balancer.config['subnets'], balancer.config['subnet_mapping']], balancer, world),
    'public',
    world,
  );

export const loadBalancers = rulesOf('aws_lb', {
  CKV_AWS_91: {
    title: 'Load balancers log every request',
    severity: 'medium',
    covers: 'FSBP.ELB.5 AwsSolutions-ELB2 L1',
    why: 'No other source records the client of each request, and the errors',
    fix: 'Set accessLogs with a bucket of this repository, enabled',
    ask: all(on('access_logs.enabled'), ours('access_logs.bucket', 'aws_s3_bucket')),
  },
  MAL_LB_1: {
    title: 'Load balancers of production log every connection',
    severity: 'low',
    covers: 'L1',
    about: inProduction,
    why: 'A refused TLS handshake is no request: only the connection log records it',
    fix: 'Set connectionLogs with a bucket of this repository, enabled',
    ask: all(on('connection_logs.enabled'), ours('connection_logs.bucket', 'aws_s3_bucket')),
  },
  CKV_AWS_131: {
    title: 'Load balancers drop invalid headers',
    severity: 'medium',
    covers: 'FSBP.ELB.4 L1 tfsec.elb.drop-invalid-headers',
    why: 'The web server may interpret them as another request (HTTP request smuggling)',
    fix: 'Set dropInvalidHeaderFields',
    ask: on('drop_invalid_header_fields'),
  },
  CKV_AWS_328: {
    title: 'Load balancers mitigate HTTP desync attacks',
    severity: 'medium',
    covers: 'FSBP.ELB.12 L1',
    why: 'An ambiguous request (request smuggling) can give one visitor the response of another visitor',
    fix: 'Set desyncMitigationMode to defensive or strictest',
    // AWS's own default is defensive.
    ask: alsoBroken(oneOfOrUnset('desync_mitigation_mode', 'defensive', 'strictest'), {
      'ambiguous requests are only counted': (config) => (config.desync_mitigation_mode = 'monitor'),
    }),
  },
  CKV_AWS_150: {
    title: 'Load balancers have deletion protection',
    severity: 'medium',
    covers: 'FSBP.ELB.6 L1',
    why: 'After the deletion of a load balancer, its DNS name does not exist and the platform cannot be reached',
    fix: 'Set enableDeletionProtection; an environment without the protection needs a waiver',
    ask: on('enable_deletion_protection'),
  },
  MAL_LB_2: {
    title: 'Load balancers of unprotected environments can be deleted',
    severity: 'low',
    covers: 'L1',
    about: unprotected,
    why: 'A destroy would stop in the middle and leave resources that cost money',
    fix: 'Set enableDeletionProtection from ProtectionSettings',
    ask: at('enable_deletion_protection', (value) => String(value) !== 'true', true),
    tried: { scenario: 'testing' },
  },
  CKV_AWS_152: {
    title: 'Load balancers distribute requests over all zones',
    severity: 'low',
    types: ['aws_lb', 'aws_lb_target_group'],
    why: 'Otherwise each zone gets an equal share of requests: servers in a zone with few servers get more requests than servers in another zone',
    fix: 'Use an application load balancer; set enableCrossZoneLoadBalancing on a load balancer of another type',
    ask: custom(crossesZones, {
      'a load balancer becomes a network load balancer': (config) => (config.load_balancer_type = 'network'),
      'a target group distributes requests within each zone only': {
        type: 'aws_lb_target_group',
        change: (config) => (config.load_balancing_cross_zone_enabled = 'false'),
      },
    }),
  },
  'FSBP.ELB.13': {
    title: 'Load balancers are in public subnets of at least two zones',
    severity: 'high',
    covers: 'L1',
    why: 'The loss of one zone would make the platform unavailable',
    fix: 'Use publicSubnetIds of the network contract',
    ask: custom(inPublicSubnetsOfTwoZones, {
      'a load balancer is in one zone': (config) => (config.subnets = [subnets('public', '[0]')]),
      'a load balancer is in private subnets': (config) => (config.subnets = subnets('private')),
    }),
  },
  MAL_LB_3: {
    title: 'Load balancers close idle connections within two minutes',
    severity: 'low',
    covers: 'L1',
    why: 'Slow clients hold connections, and an attacker can hold many',
    fix: 'Set idleTimeout to 1 to 120 seconds',
    ask: between('idle_timeout', 1, 120, 3600),
  },
});
