import { block, type Block, blocks, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { firewallRulesOf, firewallTypes, groupsBehind, meetsTheWorld } from './firewall';
import { publicByType } from './public-types';

/** Attributes with which a resource of any type gets an address of the internet. */
const publicAttributes = new Set([
  'associate_public_ip_address',
  'assign_public_ip',
  'map_public_ip_on_launch',
  'publicly_accessible',
  'endpoint_public_access',
  'ipv6_address_count',
  'ipv6_addresses',
]);

/** Where in a resource, at any depth, a public attribute says yes. */
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

const managedGroupsOf = (acl: Resource) =>
  blocks(acl.config['rule']).flatMap((rule) => {
    const { name, rule_action_override: overrides } = block(block(rule['statement'])['managed_rule_group_statement']);
    return name === undefined
      ? []
      : [{ name: String(name), counted: 'count' in block(rule['override_action']), overrides }];
  });

const aclsOf = (balancer: Resource, world: World) =>
  world
    .thatName(balancer, 'aws_wafv2_web_acl_association')
    .flatMap((association) => world.namedBy(association).filter(({ type }) => type === 'aws_wafv2_web_acl'));

/** The rule of a firewall that lets the internet in, if one stands in a resource. */
const openingIn = (resource: Resource, world: World) =>
  firewallRulesOf(resource, world).find((rule) => rule.direction === 'ingress' && meetsTheWorld(rule));

const isPublic = ({ config }: Resource) => !isTrue(config['internal']);
/** What is needed against requests with Log4Shell in them, and against those who hide to send them. */
const againstLog4j = ['AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesAnonymousIpList'];

/** What of ours the internet sees, and what stands in front of it. */
export const exposureRules: readonly Rule[] = [
  {
    id: 'MAL_NET_25',
    covers: ['FSBP.EC2.9', 'AwsSolutions-ELB1'],
    title: 'Nothing but the load balancer and the CDN has an address of the internet',
    severity: 'critical',
    why: 'Whatever has one is attacked directly, past the firewall for web requests',
    fix: 'Put it into private subnets, behind the load balancer',
    types: [],
    check: (resource, world) => {
      const { type, config } = resource;
      const byType = publicByType(resource, world);
      if (byType) return byType;
      if (
        type === 'aws_lb' &&
        (config['load_balancer_type'] ?? 'application') !== 'application' &&
        !config['internal']
      ) {
        return `is a public load balancer of type ${String(config['load_balancer_type'])}`;
      }
      const found = publicAttributeIn(config);
      return found && `has ${found}`;
    },
  },
  {
    id: 'MAL_NET_26',
    covers: ['N9', 'L3'],
    title: 'Only a group that is the firewall of a load balancer, and of nothing else, is open to the internet',
    severity: 'critical',
    why: 'A group that a machine shares with the load balancer opens the machine too',
    fix: 'Give the load balancer a group of its own',
    types: firewallTypes,
    about: (resource, world) => openingIn(resource, world) !== undefined,
    check: (resource, world) => {
      const open = openingIn(resource, world)!;
      const users = open.group ? world.thatName(open.group).filter(({ type }) => !/security_group/.test(type)) : [];
      const other = users.find(({ type }) => type !== 'aws_lb');
      if (users.length === 0) return 'opens a group that no load balancer has';
      return other && `opens the group of ${other.path} (${other.type})`;
    },
  },
  {
    id: 'CKV2_AWS_28',
    covers: ['FSBP.ELB.16'],
    title: 'A firewall for web requests stands before every public load balancer',
    severity: 'medium',
    why: 'Attacks that AWS knows by name reach PHP',
    fix: 'Make a WebAcl (libs/constructs) and a Wafv2WebAclAssociation; an environment without one needs a waiver',
    types: ['aws_lb'],
    about: isPublic,
    check: (balancer, world) => {
      const acls = aclsOf(balancer, world);
      return acls.some(({ config }) => config['scope'] === 'REGIONAL') ? undefined : 'has no web ACL of its region';
    },
  },
  {
    id: 'CKV2_AWS_76',
    title: 'The firewall for web requests of every public load balancer refuses Log4Shell',
    severity: 'medium',
    why: 'One line in a header is enough to run code in anything of Java that logs it, and Hadoop does',
    fix: 'Add the rule groups KnownBadInputs and AnonymousIpList with overrideAction none',
    types: ['aws_lb'],
    about: isPublic,
    check: (balancer, world) => {
      const groups = aclsOf(balancer, world).flatMap(managedGroupsOf);
      const missing = againstLog4j.find((wanted) => !groups.some(({ name, counted }) => name === wanted && !counted));
      if (missing) return `no web ACL blocks by ${missing}`;
      const lifted = groups
        .flatMap(({ overrides }) => blocks(overrides))
        .find(({ name, action_to_use: action }: Block) => /log4j/i.test(String(name)) && !('block' in block(action)));
      return lifted && `${String(lifted['name'])} is not blocked`;
    },
  },
  {
    id: 'MAL_LB_9',
    covers: ['L3'],
    title: 'A load balancer behind a CDN takes requests from the CDN only',
    severity: 'high',
    why: "Whoever finds its address goes around the CDN's firewall for web requests",
    fix: "Let in the prefix list of CloudFront's addresses instead of everybody",
    types: ['aws_lb'],
    about: (balancer, world) => cdnBefore(balancer, world) !== undefined,
    check: (balancer, world) => {
      const cdn = cdnBefore(balancer, world)!;
      const groups = groupsBehind(balancer.config['security_groups'], balancer, world);
      const open = groups
        .flatMap((group) => [group, ...world.thatName(group, ...firewallTypes)])
        .find((resource) =>
          firewallRulesOf(resource, world).some(
            (rule) => rule.direction === 'ingress' && groups.includes(rule.group!) && meetsTheWorld(rule),
          ),
        );
      return open && `is behind ${cdn.path}, and ${open.path} lets in everybody`;
    },
  },
];

/** The CDN that a load balancer answers, if there is one. */
const cdnBefore = (balancer: Resource, world: World) =>
  world.resources('aws_cloudfront_distribution').find((cdn) => isOriginOf(cdn, balancer, world));

/** Whether a CDN asks a load balancer: by its own name, or by one of ours that leads to it. */
function isOriginOf(cdn: Resource, balancer: Resource, world: World): boolean {
  const names = world.thatName(balancer, 'aws_route53_record').map(({ config }) => config['name'] as unknown);
  return blocks(cdn.config['origin']).some(
    ({ domain_name: origin }) => names.includes(origin) || world.targets(origin, cdn.stack).includes(balancer),
  );
}
