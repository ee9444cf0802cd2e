import { blocks, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { custom, oneOf, type Fault } from '../ask';
import { firewallRulesOf, firewallTypes, groupsBehind, meetsTheWorld } from '../vpc/firewall';
import { behind, has } from '../relations';
import { rulesOf } from '../table';
import { againstLog4j, log4ShellFault } from '../waf/managed-groups';

const acl = { type: 'aws_wafv2_web_acl', path: 'load-balancer/web-acl/Resource' };

const isPublic = ({ config }: Resource) => !isTrue(config['internal']);

const aclsOf = (balancer: Resource, world: World) =>
  world
    .thatName(balancer, 'aws_wafv2_web_acl_association')
    .flatMap((association) => world.namedBy(association).filter(({ type }) => type === 'aws_wafv2_web_acl'));

/**
 * The distribution that has the load balancer as an origin. The origin is the DNS name of the load balancer, or a DNS
 * record that points to it.
 */
function cdnBefore(balancer: Resource, world: World): Resource | undefined {
  const names = world.thatName(balancer, 'aws_route53_record').map(({ config }) => config['name'] as unknown);
  return world
    .resources('aws_cloudfront_distribution')
    .find((cdn) =>
      blocks(cdn.config['origin']).some(
        ({ domain_name: origin }) => names.includes(origin) || world.targets(origin, cdn.stack).includes(balancer),
      ),
    );
}

const onlyFromCdn: Fault = (balancer, world) => {
  const groups = groupsBehind(balancer.config['security_groups'], balancer, world);
  const open = groups
    .flatMap((group) => [group, ...world.thatName(group, ...firewallTypes)])
    .find((resource) =>
      firewallRulesOf(resource, world).some(
        (rule) => rule.direction === 'ingress' && groups.includes(rule.group!) && meetsTheWorld(rule),
      ),
    );
  return open && `is behind ${cdnBefore(balancer, world)!.path}, and ${open.path} allows the whole internet`;
};

export const loadBalancerProtection = rulesOf('aws_lb', {
  CKV2_AWS_28: {
    title: 'Public load balancers have a web ACL',
    severity: 'medium',
    covers: 'FSBP.ELB.16',
    about: isPublic,
    why: "Otherwise attacks that AWS's rule groups recognize reach PHP",
    fix: 'Create a WebAcl (libs/constructs) and a Wafv2WebAclAssociation; an environment without one needs a waiver',
    ask: has('aws_wafv2_web_acl_association', behind('web_acl_arn', acl, oneOf('scope', 'REGIONAL'))),
  },
  CKV2_AWS_76: {
    title: 'Web ACLs of public load balancers block Log4Shell',
    severity: 'medium',
    about: isPublic,
    why: 'One line in a header can run code in a Java program that logs the header. Hadoop is such a program',
    fix: 'Add the rule groups KnownBadInputs and AnonymousIpList with overrideAction none',
    ask: custom(
      (balancer, world) => log4ShellFault(aclsOf(balancer, world), [againstLog4j, 'AWSManagedRulesAnonymousIpList']),
      {
        'known bad inputs are only counted': {
          ...acl,
          change: (config) =>
            (config.rule.find(({ name }: { name: string }) => name === againstLog4j).override_action = { count: {} }),
        },
      },
    ),
  },
  MAL_LB_9: {
    title: 'Load balancers behind a CDN accept requests only from the CDN',
    severity: 'high',
    covers: 'L3',
    about: (balancer, world) => cdnBefore(balancer, world) !== undefined,
    why: "Direct requests to the load balancer bypass the CDN's web ACL",
    fix: "Allow the prefix list of CloudFront's addresses instead of the internet",
    ask: custom(onlyFromCdn, {
      'the load balancer behind a CDN is open to the internet': {
        type: 'aws_cloudfront_distribution',
        change: (config) => (config.origin[0].domain_name = 'malinshopper.com'),
      },
    }),
  },
});
