import { environment, longLivedEnvironments } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from '../main';

const production = synthesized(main, environment('production'));
const testing = synthesized(main, environment('testing'));
const distribution = production.resource('aws_cloudfront_distribution');
const global = 'aws.us_east_1';

describe('the firewall of the CDN', () => {
  it('exists where the environment enables it', () => {
    const acls = longLivedEnvironments.map((each) => {
      const stack = synthesized(main, each);
      const [acl] = stack.resources('aws_wafv2_web_acl').map(({ address }) => `\${${address}.arn}`);
      expect(stack.resource('aws_cloudfront_distribution').config.web_acl_id).toBe(acl);
      return [each.name, acl !== undefined];
    });
    expect(Object.fromEntries(acls)).toEqual({ production: true, staging: true, testing: false });
  });

  it('is a web ACL for CloudFront, in us-east-1 with its log and the log’s key', () => {
    expect(production.resource('aws_wafv2_web_acl').config).toMatchObject({ scope: 'CLOUDFRONT', provider: global });
    const group = production.resource('aws_cloudwatch_log_group', 'cdn/firewall/acl/log/Resource').config;
    const key = production.resource('aws_kms_key', 'cdn/firewall/log-key/Resource');
    expect(group).toMatchObject({
      name: 'aws-waf-logs-production-cdn',
      retention_in_days: 365,
      kms_key_id: `\${${key.address}.arn}`,
      provider: global,
    });
    expect(key.config).toMatchObject({ enable_key_rotation: true, provider: global });
    expect(key.config.policy).toContain('logs.us-east-1.amazonaws.com');
  });

  it('creates no key and no log where it is disabled', () => {
    expect(testing.resources().filter(({ path }) => path.includes('cdn/firewall'))).toEqual([]);
  });
});

describe('the access log of the CDN', () => {
  const source = production.resource('aws_cloudwatch_log_delivery_source');
  const destination = production.resource('aws_cloudwatch_log_delivery_destination');
  const delivery = production.resource('aws_cloudwatch_log_delivery').config;

  it('goes from the distribution to the account’s bucket, under the name of the environment', () => {
    expect(source.config).toMatchObject({
      name: 'production-cdn',
      log_type: 'ACCESS_LOGS',
      resource_arn: `\${${distribution.address}.arn}`,
    });
    expect(destination.config.delivery_destination_configuration).toEqual([
      {
        destination_resource_arn:
          'arn:aws:s3:::${data.terraform_remote_state.account.outputs.accessLogBucketName}/production/cdn',
      },
    ]);
    expect(delivery).toMatchObject({
      delivery_source_name: `\${${source.address}.name}`,
      delivery_destination_arn: `\${${destination.address}.arn}`,
    });
  });

  it('is delivered from us-east-1', () => {
    expect([source.config, destination.config, delivery].map(({ provider }) => provider)).toEqual(
      Array(3).fill(global),
    );
  });

  it('contains the client, the request and the result, but no cookies', () => {
    expect(delivery.record_fields).toEqual(
      expect.arrayContaining(['date', 'time', 'c-ip', 'cs-uri-stem', 'sc-status']),
    );
    expect(delivery.record_fields).not.toContain('cs(Cookie)');
  });

  it('exists in every environment', () => {
    expect(testing.resource('aws_cloudwatch_log_delivery', 'cdn/access-log/Resource').config.provider).toBe(global);
  });
});

describe('the alarm of the CDN', () => {
  it('goes off when one response in twenty is an error, in the region of CloudFront’s metrics', () => {
    expect(production.resource('aws_cloudwatch_metric_alarm', 'cdn/errors/Resource').config).toMatchObject({
      namespace: 'AWS/CloudFront',
      metric_name: '5xxErrorRate',
      dimensions: { DistributionId: `\${${distribution.address}.id}`, Region: 'Global' },
      comparison_operator: 'GreaterThanThreshold',
      threshold: 5,
      provider: global,
    });
  });
});
