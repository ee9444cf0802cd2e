import { environment, variantOf, type Environment } from '@malinshopper/environments';
import { reviewedStacks, synthesized } from '@malinshopper/testing';
import main from './main';

const production = environment('production');
const stack = synthesized(main, production);
const branch = synthesized(main, environment('feature/checkout'));

describe('the network of an environment', () => {
  it('has a public, a private and a database subnet in every zone', () => {
    const subnets = stack
      .resources('aws_subnet')
      .map(({ config }) => `${config.tags.Tier} ${config.availability_zone}`);
    const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
    const expected = ['public', 'private', 'database'].flatMap((tier) => zones.map((zone) => `${tier} ${zone}`));
    expect(subnets.sort()).toEqual(expected.sort());
  });

  it('gives no instance a public address by itself, in any subnet', () => {
    const subnets = stack.resources('aws_subnet');
    expect(subnets.filter(({ config }) => config.map_public_ip_on_launch !== false)).toEqual([]);
  });

  it('has a NAT gateway in every zone of production, and routes private subnets through that of their own zone', () => {
    for (const zone of ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']) {
      const { config } = stack.resource('aws_route', `private-nat-${zone}`);
      expect(config.nat_gateway_id).toContain(`nat-${zone}`);
    }
  });

  it('has one NAT gateway where that is enough, in any order of the zones', () => {
    const turned: Environment = {
      ...environment('staging'),
      network: { placement: 'own', cidr: '10.20.0.0/16', zones: ['b', 'a'], nat: 'single' },
    };
    expect(synthesized(main, turned).resource('aws_nat_gateway').path).toMatch(/nat-eu-west-1a$/);
  });

  it('gives database subnets no route to the internet', () => {
    const table = stack.resource('aws_route_table', 'database-routes').address;
    const routes = stack.resources('aws_route').filter(({ config }) => config.route_table_id.includes(table));
    expect(routes).toEqual([]);
  });

  it('reaches S3 without NAT from every private and database subnet', () => {
    const { config } = stack.resource('aws_vpc_endpoint', '/s3');
    const tables = stack.resources('aws_route_table').filter(({ path }) => !path.endsWith('public-routes'));
    expect(config.vpc_endpoint_type).toBe('Gateway');
    expect(config.route_table_ids.sort()).toEqual(tables.map(({ address }) => `\${${address}.id}`).sort());
  });

  it('allows only buckets of its own account and named ones of AWS through the endpoint', () => {
    const { Statement } = JSON.parse(stack.resource('aws_vpc_endpoint', '/s3').config.policy);
    expect(Statement[0].Condition).toEqual({ StringEquals: { 'aws:ResourceAccount': '111122223333' } });
    expect(Statement.slice(1).flatMap(({ Resource }: { Resource: string[] }) => Resource)).not.toContain('*');
  });

  it('allows the buckets of partners through the endpoint only where the account names them, and only to read', () => {
    const of = environment('production');
    const named = { ...of, account: { ...of.account, partnerBuckets: ['feeds-of-a-partner'] } };
    const statements = (stackOf: typeof stack) =>
      (JSON.parse(stackOf.resource('aws_vpc_endpoint', '/s3').config.policy) as { Statement: { Sid: string }[] })
        .Statement;
    expect(statements(stack).map(({ Sid }) => Sid)).not.toContain('FeedsOfPartners');
    expect(statements(synthesized(main, named))).toContainEqual({
      Effect: 'Allow',
      Sid: 'FeedsOfPartners',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: ['arn:aws:s3:::feeds-of-a-partner/*'],
    });
  });

  it('removes every rule from the default security group', () => {
    const { config } = stack.resource('aws_default_security_group');
    expect([config.ingress, config.egress]).toEqual([undefined, undefined]);
  });

  it('logs all its traffic, encrypted, and the writer cannot create log groups', () => {
    expect(stack.resource('aws_flow_log').config.traffic_type).toBe('ALL');
    expect(stack.resource('aws_cloudwatch_log_group', 'flow-log/log/Resource').config.kms_key_id).toContain('log-key');
    expect(stack.resource('aws_iam_role_policy', 'flow-log/role/write').config.policy).not.toContain('CreateLogGroup');
  });

  it('only adds resources, and changes none, when a zone is added', () => {
    const more = {
      ...production,
      network: { ...production.network, zones: ['f', 'a', 'b', 'c'] },
    };
    const after = synthesized(main, more as Environment);
    for (const { address, config } of stack.resources()) {
      if (address.startsWith('aws_vpc_endpoint.')) continue; // its list of route tables grows in place
      expect(after.resources().find((resource) => resource.address === address)?.config).toEqual(config);
    }
    for (const tier of ['public', 'private', 'database']) after.resource('aws_subnet', `/${tier}-eu-west-1f`);
  });
});

describe('the alarms of a network', () => {
  const alarms = stack.resources('aws_cloudwatch_metric_alarm');

  it('go off when a NAT gateway has no ports left or loses packets, for each of them', () => {
    const nats = stack.resources('aws_nat_gateway').map(({ address }) => `\${${address}.id}`);
    const about = (metric: string) => {
      const queries = ({ config }: (typeof alarms)[number]) => config.metric_query ?? [{ metric: config }];
      const metrics = alarms.flatMap(queries).map(({ metric: each }) => each);
      return metrics.filter((each) => each?.metric_name === metric).map((each) => each.dimensions.NatGatewayId);
    };
    for (const metric of ['ErrorPortAllocation', 'PacketsDropCount']) expect(about(metric).sort()).toEqual(nats.sort());
  });

  it('of NAT gateways go off only after a quarter of an hour, and treat missing data as no fault', () => {
    for (const { config } of alarms.filter(({ path }) => path.includes('/nat-alarms-'))) {
      expect(config).toMatchObject({
        comparison_operator: 'GreaterThanThreshold',
        evaluation_periods: 15,
        treat_missing_data: 'notBreaching',
      });
    }
  });

  it('treat one lost packet in ten thousand as a loss', () => {
    const { config } = stack.resource('aws_cloudwatch_metric_alarm', 'nat-alarms-eu-west-1a/loss');
    expect(config.threshold).toBe(0.01);
    expect(config.metric_query[0]).toMatchObject({ expression: '100 * dropped / (outward + inward)' });
  });

  it('notify the topic of the team when they go off and when they return to OK', () => {
    const topic = ['${data.terraform_remote_state.account.outputs.alarmTopicArns.network}'];
    expect(alarms).not.toEqual([]);
    for (const { config } of alarms) expect([config.alarm_actions, config.ok_actions]).toEqual([topic, topic]);
  });
});

describe('the names of an environment', () => {
  it('have certificates that are validated in the hosted zone of the environment', () => {
    const web = stack.resource('aws_acm_certificate', 'web-certificate/Resource').config;
    expect([web.domain_name, web.subject_alternative_names]).toEqual(['malinshopper.com', ['www.malinshopper.com']]);
    for (const name of ['malinshopper.com', 'www.malinshopper.com', 'static.malinshopper.com']) {
      const { config } = stack.resource('aws_route53_record', `certificate/proof-${name}`);
      expect(config.zone_id).toContain('zoneIds["malinshopper.com"]');
    }
  });

  it('have the CDN certificate in us-east-1, where CloudFront looks for it', () => {
    const cdn = stack.resource('aws_acm_certificate', 'cdn-certificate/Resource').config;
    expect([cdn.domain_name, cdn.provider]).toEqual(['static.malinshopper.com', 'aws.us_east_1']);
  });

  it('have certificates in public transparency logs', () => {
    for (const { config } of stack.resources('aws_acm_certificate')) {
      expect(config.options).toEqual({ certificate_transparency_logging_preference: 'ENABLED' });
    }
  });
});

describe('the names of branches', () => {
  const certificates = (of: Environment) =>
    synthesized(main, of)
      .resources('aws_acm_certificate')
      .map(({ config }) => config.domain_name as string);

  it('share one certificate of their host for the web tier, and have one each for their CDN', () => {
    const checkout = environment('feature/checkout');
    expect(certificates(environment('testing'))).toContain('*.dev.malinshopper.com');
    expect(certificates(checkout)).toEqual([`static.${checkout.domain}`]);
    expect(branch.outputs.certificateArn?.value).toBe('');
  });

  it('have none where no host lends them a load balancer', () => {
    for (const name of ['production', 'staging']) {
      expect(certificates(environment(name)).filter((domain) => domain.includes('*'))).toEqual([]);
    }
  });
});

describe('an environment that exceeds a quota of its account', () => {
  it('is refused before any resource is created', () => {
    const production = environment('production');
    const { sizes } = production;
    const large = variantOf(production, { sizes: { ...sizes, web: { ...sizes.web, max: 30 } } });
    expect(() => synthesized(main, large)).toThrow(/vCPUs: (\d{3}) of 96 \(production \1\)/);
  });
});

describe('a borrowed network', () => {
  it('creates only certificates', () => {
    const types = new Set(branch.resources().map(({ address }) => address.split('.')[0]));
    expect([...types].sort()).toEqual(['aws_acm_certificate', 'aws_acm_certificate_validation', 'aws_route53_record']);
  });

  it("passes on its host's outputs", () => {
    expect(branch.upstreamStates).toEqual(['nonproduction/account.tfstate', 'testing/network.tfstate']);
    expect(branch.outputs.vpcId?.value).toBe('${data.terraform_remote_state.network-of-testing.outputs.vpcId}');
  });
});

it.each(reviewedStacks(main))('the network stack of a %s environment is as reviewed', (_kind, review) => {
  expect(review()).toMatchSnapshot();
});
