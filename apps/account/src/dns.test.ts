import { environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from './main';

const stack = synthesized(main, environment('testing'));
const account = '444455556666';
const zones = stack.resources('aws_route53_zone').map(({ address, config }) => ({
  name: config.name as string,
  id: `\${${address}.zone_id}`,
}));
const ids = zones.map(({ id }) => id);
const configs = (type: string) => stack.resources(type).map(({ config }) => config);
const inUsEast1 = { provider: 'aws.us_east_1' };

describe('the DNS queries of every public zone', () => {
  it('are logged to a log group of the zone in us-east-1, encrypted and with a retention', () => {
    const logs = configs('aws_route53_query_log');
    expect(logs.map(({ zone_id }) => zone_id)).toEqual(ids);
    const groups = stack.resources('aws_cloudwatch_log_group').filter(({ path }) => path.includes('/query-logs/'));
    expect(logs.map((log) => log.cloudwatch_log_group_arn)).toEqual(groups.map(({ address }) => `\${${address}.arn}`));
    const { address } = stack.resource('aws_kms_key', 'query-logs/key/Resource');
    expect(groups.map(({ config }) => config)).toEqual(
      zones.map(({ name }) =>
        expect.objectContaining({
          name: `/aws/route53/${name}`,
          retention_in_days: 90,
          kms_key_id: `\${${address}.arn}`,
          ...inUsEast1,
        }),
      ),
    );
    expect(stack.resource('aws_kms_key', 'query-logs/key/Resource').config).toMatchObject(inUsEast1);
  });

  it('are written by Route 53 for the account’s zones only, after the permission exists', () => {
    const { address, config } = stack.resource('aws_cloudwatch_log_resource_policy', 'query-logs/policy');
    expect(JSON.parse(config.policy_document).Statement).toEqual([
      {
        Effect: 'Allow',
        Sid: 'Route53WritesQueries',
        Principal: { Service: 'route53.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:us-east-1:${account}:log-group:/aws/route53/*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': 'arn:aws:route53:::hostedzone/*' },
        },
      },
    ]);
    expect(config).toMatchObject(inUsEast1);
    for (const log of configs('aws_route53_query_log')) expect(log.depends_on).toEqual([address]);
  });
});

describe('the answers of every public zone', () => {
  const key = stack.resource('aws_kms_key', 'zone-signing/key');

  it('are signed', () => {
    const keys = stack.resources('aws_route53_key_signing_key');
    expect(keys.map(({ config }) => [config.hosted_zone_id, config.name, config.key_management_service_arn])).toEqual(
      ids.map((id) => [id, 'ksk_1', `\${${key.address}.arn}`]),
    );
    expect(configs('aws_route53_hosted_zone_dnssec').map(({ hosted_zone_id }) => hosted_zone_id)).toEqual(
      keys.map(({ address }) => `\${${address}.hosted_zone_id}`),
    );
    expect(stack.outputs['dsRecords']?.value).toEqual(
      Object.fromEntries(zones.map(({ name }, index) => [name, `\${${keys[index]?.address}.ds_record}`])),
    );
  });

  it('are signed by Route 53 with a key of the one kind and region that it takes, for zones of the account only', () => {
    expect(key.config).toMatchObject({
      customer_master_key_spec: 'ECC_NIST_P256',
      key_usage: 'SIGN_VERIFY',
      ...inUsEast1,
    });
    const [, sign, grant, ...more] = JSON.parse(key.config.policy).Statement;
    const Principal = { Service: 'dnssec-route53.amazonaws.com' };
    expect(sign).toMatchObject({
      Principal,
      Action: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'],
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': 'arn:aws:route53:::hostedzone/*' },
      },
    });
    expect(grant).toMatchObject({
      Principal,
      Action: 'kms:CreateGrant',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
    expect(more).toEqual([]);
  });

  it('never lose their keys by a plan: resolvers would refuse them', () => {
    const accountProtection = ['aws_route53_key_signing_key', 'aws_route53_hosted_zone_dnssec'].flatMap(configs);
    for (const { lifecycle } of [...accountProtection, key.config])
      expect(lifecycle).toEqual({ prevent_destroy: true });
  });

  it('raise an alarm in us-east-1 when they cannot be signed', () => {
    const topic = stack.resource('aws_sns_topic', 'alarms/platform-global/Resource');
    expect(topic.config).toMatchObject(inUsEast1);
    for (const metric of ['DNSSECInternalFailure', 'DNSSECKeySigningKeysNeedingAction']) {
      const alarms = configs('aws_cloudwatch_metric_alarm').filter(({ metric_name }) => metric_name === metric);
      expect(alarms.map(({ dimensions }) => dimensions.HostedZoneId)).toEqual(ids);
      for (const alarm of alarms) {
        expect(alarm).toMatchObject({
          namespace: 'AWS/Route53',
          comparison_operator: 'GreaterThanThreshold',
          threshold: 0,
          period: 14400,
          alarm_actions: [`\${${topic.address}.arn}`],
          ok_actions: [`\${${topic.address}.arn}`],
          ...inUsEast1,
        });
      }
    }
  });
});
