import { environment, variantOf, type Environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from './main';

const withCache = (of: Environment, replicas: number) =>
  synthesized(main, variantOf(of, { sessions: { store: 'elasticache', nodeType: 'cache.t4g.small', replicas } }));
const testing = withCache(environment('testing'), 0);
const production = withCache(environment('production'), 2);
const branch = withCache(environment('feature/checkout'), 0);
const cacheOf = (stack: typeof testing) => stack.resource('aws_elasticache_replication_group');

describe('an environment with sessions on the web servers, the default', () => {
  const stack = synthesized(main, environment('production'));

  it('has no cache, no key for it, and no address', () => {
    expect(stack.resources('aws_elasticache_replication_group')).toEqual([]);
    expect(stack.resources().filter(({ path }) => path.includes('/sessions/'))).toEqual([]);
    expect([stack.outputs.sessionHost?.value, stack.outputs.sessionPort?.value]).toEqual(['', '']);
  });

  it('has the security group nevertheless: a cache that is switched off is deleted before the rules that refer to the group', () => {
    const address = (of: typeof stack) => of.resource('aws_security_group', 'session-firewall/Resource').address;
    expect(address(stack)).toBe(address(production));
    expect(stack.outputs.sessionSecurityGroupId?.value).toBe(`\${${address(stack)}.id}`);
  });
});

describe('the session cache', () => {
  it('has the size that the environment sets', () => {
    expect(cacheOf(testing).config).toMatchObject({ node_type: 'cache.t4g.small', num_cache_clusters: 1 });
    expect(cacheOf(production).config).toMatchObject({ node_type: 'cache.t4g.small', num_cache_clusters: 3 });
  });

  it('has automatic failover to another zone with replicas only, because AWS refuses it without', () => {
    const failover = (stack: typeof testing) => {
      const { automatic_failover_enabled, multi_az_enabled } = cacheOf(stack).config;
      return [automatic_failover_enabled, multi_az_enabled];
    };
    expect([failover(testing), failover(production)]).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('is encrypted at rest with a key of its own, and accepts TLS only', () => {
    const { config } = cacheOf(production);
    expect(config).toMatchObject({
      at_rest_encryption_enabled: 'true',
      kms_key_id: `\${${production.resource('aws_kms_key', 'sessions/key/Resource').address}.arn}`,
      transit_encryption_enabled: true,
      transit_encryption_mode: 'required',
    });
  });

  it('has no password, which would be in the state', () => {
    expect(Object.keys(cacheOf(production).config)).not.toContain('auth_token');
  });

  it('runs in the database subnets, without an ingress rule of its own', () => {
    expect(production.resource('aws_elasticache_subnet_group').config.subnet_ids).toContain('databaseSubnetIds');
    const firewall = production.resource('aws_security_group', 'session-firewall/Resource').address;
    expect(cacheOf(production).config.security_group_ids).toEqual([`\${${firewall}.id}`]);
    const opened = production.resources('aws_vpc_security_group_ingress_rule').map(({ config }) => config);
    expect(opened.map(({ security_group_id: group }) => group)).not.toContain(`\${${firewall}.id}`);
    expect(opened.length).toBeGreaterThan(0);
  });

  it('has a snapshot every night, before its maintenance window', () => {
    expect(cacheOf(production).config).toMatchObject({
      snapshot_retention_limit: 1,
      snapshot_window: '01:30-02:30',
      maintenance_window: 'sun:03:00-sun:04:00',
    });
  });

  it('has the address of the primary endpoint, which follows a failover', () => {
    expect(production.outputs.sessionHost?.value).toBe(`\${${cacheOf(production).address}.primary_endpoint_address}`);
    expect(production.outputs.sessionPort?.value).toBe('6379');
  });

  it('can be switched off again in a protected environment, because sessions need no protection', () => {
    const key = production.resource('aws_kms_key', 'sessions/key/Resource').config;
    expect([cacheOf(production).config.lifecycle, key.lifecycle]).toEqual([undefined, { prevent_destroy: false }]);
  });

  it('is never borrowed, even where the database is', () => {
    expect(branch.resources('aws_db_instance')).toEqual([]);
    expect(branch.outputs.sessionHost?.value).toBe(`\${${cacheOf(branch).address}.primary_endpoint_address}`);
  });
});
