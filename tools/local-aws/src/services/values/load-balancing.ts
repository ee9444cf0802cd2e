import type { Call } from '../../gateway/call';
import { jsonList, jsonObject, jsonText, type JsonObject } from '../../protocols/json';
import { AwsFailure } from '../../protocols/failure';
import { text } from '../../protocols/xml';
import type { Guard } from '../in-use';
import type { Standing } from '../in-use/standing';
import { fieldsOf, inRange } from './fields';

/**
 * ELB API reference (2015-12-01): the constraints of each action's parameters; the messages are ELB's where a public
 * source quotes them.
 */
const wrong = (message: string) => new AwsFailure('ValidationError', message);

function checkName(what: string, name: string): void {
  const refuse = (why: string) => wrong(`The ${what} name '${name}' ${why}`);
  if (name.length > 32) throw refuse(`cannot be longer than '32' characters`);
  if (!/^[A-Za-z0-9-]*$/.test(name))
    throw refuse('can only contain characters that are alphanumeric characters and hyphens(-)');
  if (/^-|-$/.test(name)) throw refuse(`cannot begin or end with '-'`);
  if (what === 'load balancer' && name.startsWith('internal-')) throw refuse(`cannot begin with 'internal-'`);
}

const subnetsIn = ({ Subnets, SubnetMappings }: JsonObject) => [
  ...jsonList(Subnets).map(jsonText),
  ...jsonList(SubnetMappings).map((one) => jsonText(jsonObject(one)['SubnetId'])),
];

const loadBalancer: Guard = async (call, standing) => {
  const form = fieldsOf(call);
  checkName('load balancer', jsonText(form['Name']));
  if (['', 'application'].includes(jsonText(form['Type']))) assertTwo(form);
  await assertGateway(form, standing);
  const wanted = jsonList(form['SecurityGroups']).map(jsonText);
  if (wanted.length === 0) return;
  const known = await standing.all('ec2', 'DescribeSecurityGroups', 'securityGroupInfo');
  const missing = wanted.filter((id) => !known.some(({ groupId }) => text(groupId) === id));
  if (missing.length > 0) {
    throw new AwsFailure('InvalidSecurityGroup', `The security groups '${missing.join(', ')}' do not exist`);
  }
};

/** An internet-facing load balancer needs an internet gateway. */
async function assertGateway(form: JsonObject, standing: Standing): Promise<void> {
  if (!['', 'internet-facing'].includes(jsonText(form['Scheme']))) return;
  const [first = ''] = subnetsIn(form);
  const [subnet] = await standing.all('ec2', 'DescribeSubnets', 'subnetSet', { 'SubnetId.1': first });
  const vpc = text(subnet?.['vpcId']);
  if (vpc === '') return;
  const found = await standing.all('ec2', 'DescribeInternetGateways', 'internetGatewaySet', {
    'Filter.1.Name': 'attachment.vpc-id',
    'Filter.1.Value.1': vpc,
  });
  if (found.length === 0) throw new AwsFailure('InvalidSubnet', `VPC ${vpc} has no internet gateway`);
}

function assertTwo(form: JsonObject): void {
  if (new Set(subnetsIn(form)).size >= 2) return;
  throw wrong('At least two subnets in two different Availability Zones must be specified');
}

const subnets: Guard = (call) => {
  const form = fieldsOf(call);
  if (jsonText(form['LoadBalancerArn']).includes(':loadbalancer/app/')) assertTwo(form);
};

/** CreateTargetGroup, Matcher: of HTTP "the range is 200-499"; HealthCheckPath: a path of the host. */
const targetGroup: Guard = (call) => {
  const form = fieldsOf(call);
  checkName('target group', jsonText(form['Name']));
  const path = jsonText(form['HealthCheckPath']);
  if (path !== '' && !path.startsWith('/')) throw wrong(`Health check path '${path}' must begin with '/'`);
  for (const code of jsonText(jsonObject(form['Matcher'])['HttpCode']).split(/[,-]/)) {
    inRange(code, 200, 499, () => wrong(`Health check matcher HTTP code '${code}' must be within '200-499' inclusive`));
  }
};

const truth = /^(true|false)$/;
const number = (from: number, to: number, also?: number) => ({
  test: (value: string) =>
    /^\d+$/.test(value) && ((Number(value) >= from && Number(value) <= to) || Number(value) === also),
});
type Rule = { test(value: string): boolean };

/** ELB API reference, TargetGroupAttribute. */
const ofTargetGroup: Readonly<Record<string, Rule>> = {
  'deregistration_delay.connection_termination.enabled': truth,
  'deregistration_delay.timeout_seconds': number(0, 3600),
  'lambda.multi_value_headers.enabled': truth,
  'load_balancing.algorithm.anomaly_mitigation': /^(on|off)$/,
  'load_balancing.algorithm.type': /^(round_robin|least_outstanding_requests|weighted_random)$/,
  'load_balancing.cross_zone.enabled': /^(true|false|use_load_balancer_configuration)$/,
  'preserve_client_ip.enabled': truth,
  'proxy_protocol_v2.enabled': truth,
  'slow_start.duration_seconds': number(30, 900, 0),
  'stickiness.app_cookie.cookie_name': /./,
  'stickiness.app_cookie.duration_seconds': number(1, 604_800),
  'stickiness.enabled': truth,
  'stickiness.lb_cookie.duration_seconds': number(1, 604_800),
  'stickiness.type': /^(lb_cookie|app_cookie|source_ip|source_ip_dest_ip|source_ip_dest_ip_proto)$/,
  'target_failover.on_deregistration': /^(rebalance|no_rebalance)$/,
  'target_failover.on_unhealthy': /^(rebalance|no_rebalance)$/,
  'target_group_health.dns_failover.minimum_healthy_targets.count': /^(off|\d+)$/,
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': /^(off|\d+)$/,
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': /^\d+$/,
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': /^(off|\d+)$/,
  'target_health_state.unhealthy.connection_termination.enabled': truth,
  'target_health_state.unhealthy.draining_interval_seconds': number(0, 360_000),
};

/**
 * The attributes of a load balancer with a range or a list of values (ELB API reference, LoadBalancerAttribute). moto
 * checks all other attributes.
 */
const ofLoadBalancer: Readonly<Record<string, Rule>> = {
  'access_logs.s3.enabled': truth,
  'client_keep_alive.seconds': number(60, 604_800),
  'connection_logs.s3.enabled': truth,
  'deletion_protection.enabled': truth,
  'idle_timeout.timeout_seconds': number(1, 4000),
  'routing.http.desync_mitigation_mode': /^(monitor|defensive|strictest)$/,
  'routing.http.drop_invalid_header_fields.enabled': truth,
  'routing.http.xff_header_processing.mode': /^(append|preserve|remove)$/,
  'routing.http2.enabled': truth,
  'waf.fail_open.enabled': truth,
};

const attributes =
  (rules: Readonly<Record<string, Rule>>, knowsAll: boolean, what: string): Guard =>
  (call) => {
    for (const { Key, Value } of jsonList(fieldsOf(call)['Attributes']).map(jsonObject)) {
      const [key, value] = [jsonText(Key), jsonText(Value)];
      const rule = rules[key];
      if (!rule && knowsAll) throw wrong(`${what} attribute key '${key}' is not recognized`);
      if (rule && !rule.test(value)) throw wrong(`'${value}' is not a valid value for the attribute '${key}'`);
    }
  };

/**
 * CreateListener: HTTPS requires a certificate, HTTP allows none; `DuplicateListener`, "a listener with the specified
 * port already exists".
 */
const listener: Guard = async (call, standing) => {
  const form = fieldsOf(call);
  const isSecure = ['HTTPS', 'TLS'].includes(jsonText(form['Protocol']));
  const certificates = jsonList(form['Certificates']);
  if (isSecure && certificates.length === 0) throw wrong('A certificate must be specified for HTTPS listeners');
  if (!isSecure && (certificates.length > 0 || jsonText(form['SslPolicy']) !== '')) {
    throw wrong('Certificates and SSL policies are for HTTPS and TLS listeners only');
  }
  const LoadBalancerArn = jsonText(form['LoadBalancerArn']);
  const present = await standing.all('elasticloadbalancing', 'DescribeListeners', 'Listeners', { LoadBalancerArn });
  if (present.some(({ Port }) => text(Port) === jsonText(form['Port']))) {
    throw new AwsFailure('DuplicateListener', 'A listener already exists on this port for this load balancer');
  }
};

/** CreateRule, Conditions; quotas of an ALB: five values in all; RuleCondition: the characters of a host. */
const rule: Guard = (call: Call) => {
  const { Conditions } = fieldsOf(call);
  if (Conditions === undefined && !isNew(call)) return;
  const conditions = jsonList(Conditions).map(jsonObject);
  if (conditions.length === 0) throw wrong('A condition must be specified');
  const values = conditions.flatMap((one) =>
    [one, ...Object.values(one).map(jsonObject)].flatMap(({ Values }) => jsonList(Values).map(jsonText)),
  );
  if (values.length > 5) throw wrong(`A rule can have at most '5' condition values`);
  for (const one of conditions.filter(({ Field }) => Field === 'host-header')) {
    for (const host of [...jsonList(one['Values']), ...jsonList(jsonObject(one['HostHeaderConfig'])['Values'])].map(
      jsonText,
    )) {
      if (/^[A-Za-z0-9.*?_-]{1,128}$/.test(host) && host.includes('.')) continue;
      throw wrong(`The value '${host}' is not a valid host header: letters, digits, . - _ and the wildcards * and ?`);
    }
  }
};
const isNew = (call: Call) => call.body.toString().includes('Action=CreateRule');

export const loadBalancingValues = {
  CreateLoadBalancer: loadBalancer,
  SetSubnets: subnets,
  CreateTargetGroup: targetGroup,
  ModifyTargetGroup: targetGroup,
  ModifyTargetGroupAttributes: attributes(ofTargetGroup, true, 'Target group'),
  ModifyLoadBalancerAttributes: attributes(ofLoadBalancer, false, 'Load balancer'),
  CreateListener: listener,
  CreateRule: rule,
  ModifyRule: rule,
};
