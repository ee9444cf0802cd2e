import type { Resource, World } from '@malinshopper/synthesized';
import type { Change } from '../../testing/mutation';
import { custom, type Fault } from '../ask';
import { firewallRulesOf, firewallTypes, meetsTheWorld } from './firewall';
import { rulesOf } from '../table';

/** Types that are always reachable from the internet. */
const publicTypes = [
  /^aws_(elb|eip_association|ec2_instance_connect_endpoint|vpc_endpoint_service)$/,
  /^aws_(lambda_function_url|api_gateway_rest_api|apigatewayv2_api|appsync_graphql_api)$/,
  /^aws_(apprunner_service|globalaccelerator_accelerator|lightsail_\w+|transfer_server|vpn_\w+)$/,
  /^aws_s3_bucket_website_configuration$/,
];

/** Types that give access by an attribute, and its value for any account. */
const givesAccess: Readonly<Record<string, readonly [attribute: string, anyAccount: string]>> = {
  aws_ami_launch_permission: ['group', 'all'],
  aws_lambda_permission: ['principal', '*'],
};

/**
 * Returns the reason why a resource is public: its type, or the account to which it gives access. Undefined if the
 * resource is not public.
 */
export function publicByType({ type, config, stack }: Resource, world: World): string | undefined {
  if (publicTypes.some((pattern) => pattern.test(type))) return `is an ${type}, which the internet reaches`;
  const [attribute, anyAccount] = givesAccess[type] ?? [];
  if (attribute === undefined || world.resolve(config[attribute], stack) !== anyAccount) return undefined;
  return `is an ${type} with ${attribute} ${anyAccount}`;
}

/** Attributes that give a resource of any type a public address. */
const publicAttributes = new Set([
  'associate_public_ip_address',
  'assign_public_ip',
  'map_public_ip_on_launch',
  'publicly_accessible',
  'endpoint_public_access',
  'ipv6_address_count',
  'ipv6_addresses',
]);

/** The public attribute of a resource, at any depth. */
function publicAttributeIn(value: unknown, name = ''): string | undefined {
  if (publicAttributes.has(name)) {
    const isEmpty = value === 0 || (Array.isArray(value) && value.length === 0);
    return isEmpty || [undefined, null, false, 'false'].includes(value as string) ? undefined : name;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = publicAttributeIn(part, Array.isArray(value) ? name : key);
    if (found) return found;
  }
  return undefined;
}

/** Network and gateway load balancers have no security policy and no web ACL. */
const passesConnectionsOn = ({ type, config }: Resource) =>
  type === 'aws_lb' && (config['load_balancer_type'] ?? 'application') !== 'application' && !config['internal'];

const onTemplate = (change: Change) => ({ type: 'aws_launch_template', change });

const noPublicAddress: Fault = (resource, world) => {
  const byType = publicByType(resource, world);
  if (byType) return byType;
  if (passesConnectionsOn(resource)) {
    return `is a public load balancer of type ${resource.config['load_balancer_type']}`;
  }
  const found = publicAttributeIn(resource.config);
  return found && `has ${found}`;
};

const openingIn = (resource: Resource, world: World) =>
  firewallRulesOf(resource, world).find((rule) => rule.direction === 'ingress' && meetsTheWorld(rule));

const onlyLoadBalancersAreOpen: Fault = (resource, world) => {
  const { group } = openingIn(resource, world)!;
  const users = group ? world.thatName(group).filter(({ type }) => !/security_group/.test(type)) : [];
  const other = users.find(({ type }) => type !== 'aws_lb');
  if (users.length === 0) return 'opens a group that no load balancer has';
  return other && `opens the group of ${other.path} (${other.type})`;
};

export const exposure = rulesOf([], {
  MAL_NET_25: {
    title: 'Resources other than load balancers and the CDN have no public address',
    severity: 'critical',
    covers: 'FSBP.EC2.9 AwsSolutions-ELB1',
    why: 'An attacker can reach a resource with a public address directly, without the web ACL',
    fix: 'Put it into private subnets, behind the load balancer',
    ask: custom(noPublicAddress, {
      'the database is public': { type: 'aws_db_instance', change: (config) => (config.publicly_accessible = true) },
      'a load balancer forwards connections without inspection': {
        type: 'aws_lb',
        change: (config) => (config.load_balancer_type = 'network'),
      },
      'instances get a public address, in quotes and inside a block': onTemplate(
        (config) => (config.network_interfaces[0].associate_public_ip_address = 'true'),
      ),
      'instances get an IPv6 address': onTemplate((config) => (config.network_interfaces[0].ipv6_address_count = 1)),
      'any account may start the image of the instances': onTemplate(
        (_config, resources) => (resources['aws_ami_launch_permission'] = { all: { image_id: 'ami-1', group: 'all' } }),
      ),
      'any account may call a function': onTemplate(
        (_config, resources) =>
          (resources['aws_lambda_permission'] = { all: { action: 'lambda:InvokeFunction', principal: '*' } }),
      ),
    }),
  },
  MAL_NET_26: {
    title: 'Security groups that are open to the internet belong only to load balancers',
    severity: 'critical',
    covers: 'N9 L3',
    types: firewallTypes,
    about: (resource, world) => openingIn(resource, world) !== undefined,
    why: 'A group that an instance shares with the load balancer opens the instance too',
    fix: 'Give the load balancer a separate security group',
    ask: custom(onlyLoadBalancersAreOpen, {
      'a worker shares the group of the load balancer': {
        type: 'aws_launch_template',
        path: 'fetcher/template/Resource',
        change: (config) =>
          config.network_interfaces[0].security_groups.push('${aws_security_group.load-balancer_firewall_304D58B1.id}'),
      },
      'the internet is allowed into the group of web servers': (config) =>
        (config.security_group_id = '${aws_security_group.web_firewall_2BC63BE6.id}'),
      'a group that is not in Terraform is open': (config) => (config.security_group_id = 'sg-0123456789abcdef0'),
      'all customers of an internet provider are allowed into web servers': {
        path: 'compute/web/firewall/load-balancer',
        change: (config) => {
          delete config.referenced_security_group_id;
          config.cidr_ipv4 = '52.0.0.0/8';
        },
      },
    }),
    tried: { path: 'compute/load-balancer/firewall/https' },
  },
});
