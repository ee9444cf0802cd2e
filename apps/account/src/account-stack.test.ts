import { accounts, environment, type Account } from '@malinshopper/environments';
import { differenceFrom, synthesized, type Synthesized } from '@malinshopper/testing';
import { Testing } from 'cdktf';
import { AccountWideStack } from './account-stack';
import main from './main';

const production = synthesized(main, environment('production'));
const nonproduction = synthesized(main, environment('testing'));

describe('an AWS account', () => {
  it('is the same for each of its environments', () => {
    expect(synthesized(main, environment('feature/checkout')).json).toBe(nonproduction.json);
    expect(synthesized(main, environment('staging')).json).toBe(nonproduction.json);
  });

  it('has its hosted zones, all with the same name servers', () => {
    const zones = nonproduction.resources('aws_route53_zone').map(({ config }) => config);
    expect(zones.map(({ name }) => name)).toEqual([
      'dev.malinshopper.com',
      'staging.malinshopper.com',
      'testing.malinshopper.com',
    ]);
    expect(new Set(zones.map(({ delegation_set_id }) => delegation_set_id)).size).toBe(1);
  });

  it('of production delegates the zones of the other account, and that one delegates nothing', () => {
    const delegated = production.resources('aws_route53_record').map(({ config }) => [config.type, config.name]);
    expect(delegated.sort()).toEqual([
      ['NS', 'dev.malinshopper.com'],
      ['NS', 'staging.malinshopper.com'],
      ['NS', 'testing.malinshopper.com'],
    ]);
    expect(nonproduction.resources('aws_route53_record')).toEqual([]);
  });

  it('takes its state bucket over by import, with every setting that it was made with', () => {
    const { import: imports } = JSON.parse(production.json) as { import: { id: string; to: string }[] };
    expect(new Set(imports.map(({ id }) => id))).toEqual(new Set(['malinshopper-terraform-state-111122223333']));
    expect(imports.map(({ to }) => to.split('.')[0]).sort()).toEqual([
      'aws_s3_bucket',
      'aws_s3_bucket_ownership_controls',
      'aws_s3_bucket_policy',
      'aws_s3_bucket_public_access_block',
      'aws_s3_bucket_server_side_encryption_configuration',
      'aws_s3_bucket_versioning',
    ]);
  });

  it('never deletes its buckets and zones', () => {
    const accountProtection = [...production.resources('aws_s3_bucket'), ...production.resources('aws_route53_zone')];
    const parts = accountProtection.map(({ path }) => path.split('/')[1]);
    expect(parts).toEqual(expect.arrayContaining(['access-logs', 'dns', 'state', 'trail']));
    expect(accountProtection.filter(({ config }) => config.lifecycle.prevent_destroy !== true)).toEqual([]);
  });

  it('keeps every log group for a limited time, encrypted with a key of its region', () => {
    const groups = production.resources('aws_cloudwatch_log_group').map(({ config }) => config);
    expect(new Set(groups.map(({ retention_in_days }) => retention_in_days))).toEqual(new Set([365]));
    for (const { kms_key_id, provider } of groups) {
      const [, address] = /^\$\{(.+)\.arn\}$/.exec(kms_key_id) ?? [];
      const key = production.resources('aws_kms_key').find((each) => each.address === address);
      expect(key?.config.provider).toBe(provider);
      const service = `logs.${provider === undefined ? 'eu-west-1' : 'us-east-1'}.amazonaws.com`;
      expect(key?.config.policy).toContain(JSON.stringify({ Service: service }));
    }
  });

  it('expires old locks after a day, one rule per lock, and old states after 90 days', () => {
    const rules: { filter: [{ prefix: string }]; noncurrent_version_expiration?: [{ noncurrent_days: number }] }[] =
      nonproduction.resource('aws_s3_bucket_lifecycle_configuration', '/state/lifecycle').config.rule;
    const days = Object.fromEntries(
      rules.map(({ filter, noncurrent_version_expiration: expiry }) => [filter[0].prefix, expiry?.[0].noncurrent_days]),
    );
    expect(days['staging/network.tfstate.tflock']).toBe(1);
    expect(days['nonproduction/account.tfstate.tflock']).toBe(1);
    expect(days['leases/']).toBe(1);
    expect(days['']).toBe(90);
  });

  it('expires reviews after 30 days', () => {
    const { rule } = nonproduction.resource('aws_s3_bucket_lifecycle_configuration', '/state/lifecycle').config;
    const rules = rule as { filter: [{ prefix: string }]; expiration?: [{ days: number }] }[];
    expect(
      rules
        .filter(({ expiration }) => expiration)
        .map(({ filter, expiration }) => [filter[0].prefix, expiration?.[0].days]),
    ).toEqual([['reviews/', 30]]);
  });

  it('has a monthly budget that warns before it is spent', () => {
    const { config } = production.resource('aws_budgets_budget');
    expect([config.time_unit, config.limit_amount]).toEqual(['MONTHLY', '1500.0']);
    type Notification = { notification_type: string; threshold: number; subscriber_email_addresses: string[] };
    const notifications = config.notification as Notification[];
    // AWS needs five weeks of data for a forecast, so the budget also notifies of actual costs.
    expect(notifications.map(({ notification_type: type, threshold }) => [type, threshold])).toEqual([
      ['ACTUAL', 50],
      ['ACTUAL', 80],
      ['ACTUAL', 100],
      ['FORECASTED', 100],
    ]);
    for (const { subscriber_email_addresses: mail } of notifications)
      expect(mail).toEqual([accounts.production.budget.notify]);
  });

  it('is refused when it delegates from a zone that it does not have', () => {
    const wrong: Account = {
      ...accounts.production,
      delegations: [{ zone: 'a.example.com', parent: 'example.com', nameServers: ['ns.example.com'] }],
    };
    expect(() => new AccountWideStack(Testing.app(), wrong)).toThrow(
      'Account production delegates a.example.com from "example.com", which is none of its hosted zones (malinshopper.com)',
    );
  });

  it('of production is as reviewed, and the other one as its difference from it', () => {
    const of = (account: Account, { json }: Synthesized) => ({ owner: { name: account.name, account }, json });
    expect(production.json).toMatchSnapshot('production');
    expect(
      differenceFrom(of(accounts.production, production), of(accounts.nonproduction, nonproduction)),
    ).toMatchSnapshot('nonproduction');
  });
});
