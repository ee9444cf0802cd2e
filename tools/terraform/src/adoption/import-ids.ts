import type { EC2Client, Filter } from '@aws-sdk/client-ec2';
import { importIdOfMade, type Attributes } from './import-made';
import { byTagging, isFoundByTag } from './by-tagging';
import type { ClientConfiguration, Session } from '../aws-target/session';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const by = (attribute: string) => (attributes: Attributes) => text(attributes[attribute]);

/**
 * Types of which AWS refuses a second one with the same name, and their import ids (AWS provider 5.100.0, documentation of each type: "Import"). A
 * type that AWS makes a second time without an error, such as an alarm, need not be taken over.
 */
const named: Readonly<Record<string, (attributes: Attributes, place: Place) => string | undefined>> = {
  aws_accessanalyzer_analyzer: by('analyzer_name'),
  aws_autoscaling_group: by('name'),
  aws_backup_vault: by('name'),
  aws_budgets_budget: ({ name }, { account }) => text(name) && `${account}:${name}`,
  aws_cloudwatch_log_group: by('name'),
  aws_cloudtrail: ({ name }, { account, region }) =>
    text(name) && `arn:aws:cloudtrail:${region}:${account}:trail/${name}`,
  aws_cloudwatch_log_delivery_destination: by('name'),
  aws_cloudwatch_log_delivery_source: by('name'),
  aws_codedeploy_app: by('name'),
  aws_codedeploy_deployment_group: ({ app_name, deployment_group_name }) =>
    text(app_name) && text(deployment_group_name) && `${app_name}:${deployment_group_name}`,
  aws_db_event_subscription: by('name'),
  aws_db_instance: by('identifier'),
  aws_db_parameter_group: by('name'),
  aws_db_subnet_group: by('name'),
  aws_elasticache_replication_group: by('replication_group_id'),
  aws_elasticache_subnet_group: by('name'),
  aws_emr_security_configuration: by('name'),
  aws_iam_group: by('name'),
  aws_iam_instance_profile: by('name'),
  aws_iam_openid_connect_provider: ({ url }, { account }) =>
    text(url) && `arn:aws:iam::${account}:oidc-provider/${String(url).replace('https://', '')}`,
  aws_iam_policy: ({ path = '/', name }, { account }) => text(name) && `arn:aws:iam::${account}:policy${path}${name}`,
  aws_iam_role: by('name'),
  aws_iam_user: by('name'),
  aws_kms_alias: by('name'),
  aws_lambda_function: by('function_name'),
  aws_route: (attributes) => importIdOfMade('aws_route', '', attributes),
  aws_route53_record: ({ zone_id, name, type }) => text(zone_id) && `${zone_id}_${name}_${type}`,
  aws_route_table_association: (attributes) => importIdOfMade('aws_route_table_association', '', attributes),
  aws_route53_key_signing_key: ({ hosted_zone_id, name }) =>
    text(hosted_zone_id) && text(name) && `${hosted_zone_id},${name}`,
  aws_s3_bucket: by('bucket'),
  aws_ssm_document: by('name'),
};

interface Place {
  readonly account: string;
  readonly region: string;
}

type Found = Promise<readonly (string | undefined)[]>;
type Sdk = typeof import('@aws-sdk/client-ec2');

/** Types of EC2 that are identified only by their tag `Name`, which contains environment, app and construct (libs/stack, NameTag). */
const tagged: Readonly<Record<string, (ec2: EC2Client, sdk: Sdk, Filters: Filter[]) => Found>> = {
  aws_eip: async (ec2, { DescribeAddressesCommand }, Filters) =>
    (await ec2.send(new DescribeAddressesCommand({ Filters }))).Addresses?.map((one) => one.AllocationId) ?? [],
  aws_flow_log: async (ec2, { DescribeFlowLogsCommand }, Filters) =>
    (await ec2.send(new DescribeFlowLogsCommand({ Filter: Filters }))).FlowLogs?.map((one) => one.FlowLogId) ?? [],
  aws_internet_gateway: async (ec2, { DescribeInternetGatewaysCommand }, Filters) =>
    (await ec2.send(new DescribeInternetGatewaysCommand({ Filters }))).InternetGateways?.map(
      (one) => one.InternetGatewayId,
    ) ?? [],
  aws_launch_template: async (ec2, { DescribeLaunchTemplatesCommand }, Filters) =>
    (await ec2.send(new DescribeLaunchTemplatesCommand({ Filters }))).LaunchTemplates?.map(
      (one) => one.LaunchTemplateId,
    ) ?? [],
  aws_nat_gateway: async (ec2, { DescribeNatGatewaysCommand }, Filters) => {
    // EC2 goes on listing gateways that are deleted.
    const standing = [...Filters, { Name: 'state', Values: ['pending', 'available'] }];
    return (
      (await ec2.send(new DescribeNatGatewaysCommand({ Filter: standing }))).NatGateways?.map(
        (one) => one.NatGatewayId,
      ) ?? []
    );
  },
  aws_route_table: async (ec2, { DescribeRouteTablesCommand }, Filters) =>
    (await ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables?.map((one) => one.RouteTableId) ?? [],
  aws_security_group: async (ec2, { DescribeSecurityGroupsCommand }, Filters) =>
    (await ec2.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups?.map((one) => one.GroupId) ?? [],
  aws_subnet: async (ec2, { DescribeSubnetsCommand }, Filters) =>
    (await ec2.send(new DescribeSubnetsCommand({ Filters }))).Subnets?.map((one) => one.SubnetId) ?? [],
  aws_vpc_endpoint: async (ec2, { DescribeVpcEndpointsCommand }, Filters) =>
    (await ec2.send(new DescribeVpcEndpointsCommand({ Filters }))).VpcEndpoints?.map((one) => one.VpcEndpointId) ?? [],
  aws_vpc_security_group_egress_rule: async (ec2, { DescribeSecurityGroupRulesCommand }, Filters) =>
    (await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }))).SecurityGroupRules?.map(
      (one) => one.SecurityGroupRuleId,
    ) ?? [],
  aws_vpc_security_group_ingress_rule: async (ec2, { DescribeSecurityGroupRulesCommand }, Filters) =>
    (await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }))).SecurityGroupRules?.map(
      (one) => one.SecurityGroupRuleId,
    ) ?? [],
  aws_vpc: async (ec2, { DescribeVpcsCommand }, Filters) =>
    (await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs?.map((one) => one.VpcId) ?? [],
};

/** Types with an id or ARN of AWS as their import id: it is looked up by their name, or by the resource that they belong to. */
const lookedUp: Readonly<
  Record<string, (attributes: Attributes, clients: ClientConfiguration) => Promise<string | undefined>>
> = {
  async aws_lb({ name }, clients) {
    if (text(name) === undefined) return undefined;
    const { ElasticLoadBalancingV2Client, DescribeLoadBalancersCommand } =
      await import('@aws-sdk/client-elastic-load-balancing-v2');
    const found = await new ElasticLoadBalancingV2Client(clients).send(
      new DescribeLoadBalancersCommand({ Names: [String(name)] }),
    );
    return found.LoadBalancers?.[0]?.LoadBalancerArn;
  },
  async aws_lb_target_group({ name }, clients) {
    if (text(name) === undefined) return undefined;
    const { ElasticLoadBalancingV2Client, DescribeTargetGroupsCommand } =
      await import('@aws-sdk/client-elastic-load-balancing-v2');
    const found = await new ElasticLoadBalancingV2Client(clients).send(
      new DescribeTargetGroupsCommand({ Names: [String(name)] }),
    );
    return found.TargetGroups?.[0]?.TargetGroupArn;
  },
  async aws_secretsmanager_secret({ name }, clients) {
    if (text(name) === undefined) return undefined;
    const { SecretsManagerClient, DescribeSecretCommand } = await import('@aws-sdk/client-secrets-manager');
    return (await new SecretsManagerClient(clients).send(new DescribeSecretCommand({ SecretId: String(name) }))).ARN;
  },
  async aws_route53_delegation_set({ reference_name }, clients) {
    if (text(reference_name) === undefined) return undefined;
    const { ListReusableDelegationSetsCommand, Route53Client } = await import('@aws-sdk/client-route-53');
    const { DelegationSets = [] } = await new Route53Client(clients).send(new ListReusableDelegationSetsCommand({}));
    // The provider's caller reference is `<reference_name>-terraform-<unique>` (AWS provider 5.100.0, delegation_set.go).
    const own = DelegationSets.filter(({ CallerReference }) =>
      CallerReference?.startsWith(`${reference_name}-terraform-`),
    );
    return own.length === 1 ? own[0]!.Id?.replace('/delegationset/', '') : undefined;
  },
  // A zone has one at most (Route 53 API reference, CreateQueryLoggingConfig).
  async aws_route53_query_log({ zone_id }, clients) {
    if (text(zone_id) === undefined) return undefined;
    const { ListQueryLoggingConfigsCommand, Route53Client } = await import('@aws-sdk/client-route-53');
    const asked = new ListQueryLoggingConfigsCommand({ HostedZoneId: String(zone_id) });
    return (await new Route53Client(clients).send(asked)).QueryLoggingConfigs?.[0]?.Id;
  },
};

/** The errors of these calls if nothing has the name. */
const nothingThere = new Set([
  'LoadBalancerNotFoundException',
  'TargetGroupNotFoundException',
  'ResourceNotFoundException',
  // Of Route 53, for a zone or a query log.
  'NoSuchHostedZone',
  'NoSuchQueryLoggingConfig',
]);

/**
 * Returns the import id of a resource that an interrupted run may have created.
 * @param known returns true for an id that the state already contains, such as the id of a resource that is being
 * replaced
 * @returns undefined if AWS has no such resource or several, so that the id cannot be determined, or if a second
 * resource of the type does no harm
 */
export async function importId(
  type: string,
  attributes: Attributes,
  session: Session,
  known: (id: string) => boolean,
): Promise<string | undefined> {
  const byName = named[type];
  if (byName) return byName(attributes, { account: session.identity.account, region: session.clients.region });
  const byLookUp = lookedUp[type];
  if (byLookUp) {
    return byLookUp(attributes, session.clients).catch((cause: Error) => {
      if (nothingThere.has(cause.name)) return undefined;
      throw cause;
    });
  }
  const list = tagged[type];
  const name = text((attributes['tags'] as Attributes | null | undefined)?.['Name']);
  if (name !== undefined && isFoundByTag(type)) return byTagging(type, name, session, known);
  if (!list || name === undefined) return undefined;
  const sdk = await import('@aws-sdk/client-ec2');
  const ids = await list(new sdk.EC2Client(session.clients), sdk, [{ Name: 'tag:Name', Values: [name] }]);
  const others = ids.filter((id) => id !== undefined && !known(id));
  return others.length === 1 ? others[0] : undefined;
}
