import { isTrue, type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { demandsItsKey, isWithin } from '@malinshopper/aws-facts';
import { inPolicy, remove } from '../../testing/mutation';
import { custom, show, type Fault } from '../ask';
import { firewallRulesOf, groupsBehind, isTheWorld } from './firewall';
import { subnetsOf, tierOf } from './routing';
import type { Rule } from '../rule';
import { rulesOf } from '../table';

/** A gateway endpoint serves whole route tables; any other endpoint is a network interface. */
const isGateway = ({ config }: Resource) => (config['vpc_endpoint_type'] ?? 'Gateway') === 'Gateway';
const isForS3 = ({ config }: Resource) => /\.s3$/.test(String(config['service_name']));

/**
 * Buckets that AWS owns, with agents and packages, and one for logs (Systems Manager user guide, "SSM Agent
 * communications with AWS managed S3 buckets"; CodeDeploy user guide, "Resource kit"; EMR management guide, "Sample
 * policies for private subnets").
 */
const bucketsOfAws = (region: string): Readonly<Record<string, readonly string[]>> => ({
  's3:GetObject': [
    ...['aws-codedeploy', 'amazoncloudwatch-agent', 'aws-ssm', 'amazon-ssm', 'patch-baseline-snapshot'].map(
      (name) => `arn:aws:s3:::${name}-${region}/*`,
    ),
    // Amazon Linux has a bucket with another suffix in each region.
    `arn:aws:s3:::al2023-repos-${region}-????????/*`,
    `arn:aws:s3:::repo.${region}.emr.amazonaws.com/*`,
  ],
  's3:PutObject': [`arn:aws:s3:::aws157-logs-prod-${region}/*`],
});

/** True if a statement covers only buckets of AWS and of partners, with the actions that agents need. */
function isForAgents({ actions, notActions, resources, notResources }: Statement, { environment }: World): boolean {
  const { region, account } = environment;
  const partners = account.partnerBuckets.map((bucket) => `arn:aws:s3:::${bucket}/*`);
  const known = bucketsOfAws(region);
  return (
    notActions.length + notResources.length === 0 &&
    resources.length > 0 &&
    actions.every((action) => {
      const buckets = [...(known[action] ?? []), ...(action === 's3:GetObject' ? partners : [])];
      return resources.every((resource) => buckets.some((bucket) => isWithin(resource, bucket)));
    })
  );
}

/** True if a statement allows requests outside this account and AWS's buckets. */
function allowsOthers(statement: Statement, world: World): boolean {
  if (statement.unread.length > 0) return true;
  if (statement.effect === 'Deny') return false;
  const isOwn = Object.entries(statement.conditions).some(
    ([operator, keys]) =>
      demandsItsKey(operator) &&
      Object.entries(keys).some(
        ([key, values]) =>
          key.toLowerCase() === 'aws:resourceaccount' &&
          values.length > 0 &&
          values.every((value) => value === world.environment.account.id),
      ),
  );
  return !isOwn && !isForAgents(statement, world);
}

const isNotPublic: Rule['about'] = (table, world) => {
  const subnets = subnetsOf(table, world);
  return subnets.length === 0 || subnets.some((subnet) => tierOf(subnet, world) !== 'public');
};

const reachesS3: Fault = (table, world) => {
  const endpoints = [
    ...world.thatName(table, 'aws_vpc_endpoint'),
    ...world.thatName(table, 'aws_vpc_endpoint_route_table_association').flatMap((each) => world.namedBy(each)),
  ];
  return endpoints.some((each) => isForS3(each) && isGateway(each)) ? undefined : 'has no gateway endpoint of S3';
};

const onlyOwnAccountAndAws: Fault = (endpoint, world) => {
  const statements = statementsOf(endpoint, world);
  // AWS's default policy allows everything.
  if (statements.length === 0) return 'has no policy';
  const open = statements.find((statement) => allowsOthers(statement, world));
  return open && `statement ${open.sid} allows ${open.resources.join(', ') || 'all but its NotResource'}`;
};

const takesHttpsByItsUsualName: Fault = (endpoint, world) => {
  const groups = groupsBehind(endpoint.config['security_group_ids'], endpoint, world);
  if (groups.length === 0) return 'has no security group of this repository';
  const rules = groups.flatMap((group) =>
    [group, ...world.thatName(group)].flatMap((each) =>
      /security_group/.test(each.type) ? firewallRulesOf(each, world).filter((rule) => rule.group === group) : [],
    ),
  );
  const wrong = rules.find(
    (rule) => rule.direction === 'ingress' && (rule.ports.some((port) => port !== 443) || rule.cidrs.some(isTheWorld)),
  );
  if (wrong) return `allows ports ${wrong.ports.join('-')} from ${wrong.cidrs.join(', ')}`;
  const { private_dns_enabled: hasPrivateDns } = endpoint.config;
  return isTrue(hasPrivateDns) ? undefined : show('private_dns_enabled', hasPrivateDns);
};

export const endpoints = rulesOf('aws_vpc_endpoint', {
  MAL_NET_20: {
    title: 'Subnets that are not public reach S3 through a gateway endpoint',
    severity: 'medium',
    covers: 'N8',
    types: ['aws_route_table'],
    about: isNotPublic,
    why: 'Shared content would go through NAT, at a price for each GB',
    fix: 'Add the route table to routeTableIds of the S3 endpoint',
    ask: custom(reachesS3, {
      'S3 is reached through NAT': remove,
      'the endpoint is for private subnets of one zone only': (config) =>
        (config.route_table_ids = config.route_table_ids.slice(0, 1)),
      'the endpoint is for another service': (config) => (config.service_name = 'com.amazonaws.eu-west-1.dynamodb'),
    }),
    tried: { type: 'aws_vpc_endpoint' },
  },
  MAL_NET_21: {
    title: "Endpoints allow only requests to their own account and to AWS's package buckets",
    severity: 'high',
    covers: 'N8',
    why: "Through an endpoint without a policy, an intruder with an attacker's access key can send data to any bucket",
    fix: 'Give the endpoint a policy with aws:ResourceAccount, and list every bucket of AWS',
    ask: custom(onlyOwnAccountAndAws, {
      'an endpoint loses its policy': (config) => delete config.policy,
      'an endpoint allows buckets of any account': inPolicy((statements) => delete statements[0].Condition),
      'an endpoint allows another account': inPolicy(
        (statements) => (statements[0].Condition.StringEquals['aws:ResourceAccount'] = '999999999999'),
      ),
      "an endpoint allows a bucket with a name like one of AWS's": inPolicy((statements) =>
        statements[1].Resource.push('arn:aws:s3:::my-aws-ssm-eu-west-1/*'),
      ),
      "an endpoint allows buckets with names that begin like AWS's": inPolicy((statements) =>
        statements[1].Resource.push('arn:aws:s3:::aws-ssm-*'),
      ),
      "an endpoint allows writing to AWS's buckets": inPolicy((statements) => (statements[1].Action = 's3:*')),
    }),
  },
  MAL_NET_22: {
    title: 'Interface endpoints allow HTTPS from their own network only, and have private DNS',
    severity: 'medium',
    covers: 'N8',
    about: (endpoint) => !isGateway(endpoint),
    why: 'An interface endpoint is an entry into the network; without private DNS it is not used',
    fix: 'Give the endpoint a security group with port 443 from security groups of instances, and set privateDnsEnabled',
    ask: custom(takesHttpsByItsUsualName, {
      'an endpoint becomes a network interface without a security group': (config) =>
        (config.vpc_endpoint_type = 'Interface'),
      'an endpoint has the security group of web servers': (config) => {
        config.vpc_endpoint_type = 'Interface';
        config.private_dns_enabled = true;
        config.security_group_ids = ['${aws_security_group.web_firewall_2BC63BE6.id}'];
      },
    }),
  },
});
