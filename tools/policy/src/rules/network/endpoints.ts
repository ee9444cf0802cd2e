import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { firewallRulesOf, groupsBehind, isTheWorld } from './firewall';
import { subnetsOf, tierOf } from './routing';

const types = ['aws_vpc_endpoint'];

/** A kind of endpoint that is a door to a service for a whole route table; any other kind is a network interface. */
const isGateway = ({ config }: Resource) => (config['vpc_endpoint_type'] ?? 'Gateway') === 'Gateway';
const isForS3 = ({ config }: Resource) => /\.s3$/.test(String(config['service_name']));

/**
 * Buckets of AWS's own with agents and packages, and one for logs (Systems Manager user guide, "SSM Agent
 * communications with AWS managed S3 buckets"; CodeDeploy user guide, "Resource kit"; EMR management guide, "Sample
 * policies for private subnets").
 */
const bucketsOfAws = [
  /^arn:aws:s3:::(aws-codedeploy|amazoncloudwatch-agent)-/,
  /^arn:aws:s3:::(aws-ssm|amazon-ssm|patch-baseline-snapshot)-/,
  /^arn:aws:s3:::(al20\d\d-repos|aws157-logs-prod)-/,
  /^arn:aws:s3:::repo\.[a-z0-9-]+\.emr\.amazonaws\.com\//,
];
const isOfAws = (resource: string) => bucketsOfAws.some((pattern) => pattern.test(resource));

/** Whether a statement lets pass what is neither for our account nor for AWS's buckets. */
function letsOut({ effect, resources, notResources, conditions }: Statement, world: World): boolean {
  if (effect === 'Deny') return false;
  const own = Object.entries(conditions).some(
    ([operator, keys]) =>
      /^String(Equals|Like)$/.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) =>
          key.toLowerCase() === 'aws:resourceaccount' &&
          values.every((value) => value === world.environment.account.id),
      ),
  );
  return !own && (notResources.length > 0 || !resources.every(isOfAws));
}

/** The doors to AWS's services that do not lead over the internet. */
export const endpointRules: readonly Rule[] = [
  {
    id: 'MAL_NET_20',
    covers: ['N8'],
    title: 'Every subnet that is not public reaches S3 through a gateway endpoint',
    severity: 'medium',
    why: 'Shared content would go through NAT, and be paid for by the GB',
    fix: 'Add the route table to routeTableIds of the S3 endpoint',
    types: ['aws_route_table'],
    about: (table, world) => {
      const subnets = subnetsOf(table, world);
      return subnets.length === 0 || subnets.some((subnet) => tierOf(subnet, world) !== 'public');
    },
    check: (table, world) => {
      const doors = [
        ...world.thatName(table, 'aws_vpc_endpoint'),
        ...world.thatName(table, 'aws_vpc_endpoint_route_table_association').flatMap((each) => world.namedBy(each)),
      ];
      return doors.some((door) => isForS3(door) && isGateway(door)) ? undefined : 'has no gateway endpoint of S3';
    },
  },
  {
    id: 'MAL_NET_21',
    covers: ['N8'],
    title: 'An endpoint lets pass only what is for our account, or for the buckets that AWS serves packages from',
    severity: 'high',
    why: "Through an endpoint that lets everything pass, stolen data goes to anybody's bucket with anybody's key",
    fix: 'Give it a policy with aws:ResourceAccount, and name every bucket of AWS',
    types,
    check: (endpoint, world) => {
      const statements = statementsOf(endpoint, world);
      // AWS's own default lets everybody do everything.
      if (statements.length === 0) return 'has no policy';
      const open = statements.find((statement) => letsOut(statement, world));
      return open && `statement ${open.sid} lets pass ${open.resources.join(', ') || 'what it does not name'}`;
    },
  },
  {
    id: 'MAL_NET_22',
    covers: ['N8'],
    title:
      'An endpoint that is a network interface takes HTTPS from its own network only, and answers by the usual name',
    severity: 'medium',
    why: 'It is a way into the network; without private DNS nobody uses it',
    fix: 'Give it a security group with port 443 from groups of instances, and privateDnsEnabled',
    types,
    about: (endpoint) => !isGateway(endpoint),
    check: (endpoint, world) => {
      const groups = groupsBehind(endpoint.config['security_group_ids'], endpoint, world);
      if (groups.length === 0) return 'has no security group of ours';
      const rules = groups.flatMap((group) =>
        [group, ...world.thatName(group)].flatMap((each) =>
          /security_group/.test(each.type) ? firewallRulesOf(each, world).filter((rule) => rule.group === group) : [],
        ),
      );
      const wrong = rules.find(
        (rule) =>
          rule.direction === 'ingress' && (rule.ports.some((port) => port !== 443) || rule.cidrs.some(isTheWorld)),
      );
      if (wrong) return `lets in ports ${wrong.ports.join('-')} from ${wrong.cidrs.join(', ')}`;
      return endpoint.config['private_dns_enabled'] === true ? undefined : 'private_dns_enabled is not true';
    },
  },
];
