import { environment, variantOf, type Environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from './main';

const withCache = (of: Environment, replicas: number) =>
  synthesized(main, variantOf(of, { sessions: { store: 'elasticache', nodeType: 'cache.t4g.small', replicas } }));
const testing = withCache(environment('testing'), 0);
const production = withCache(environment('production'), 2);
const branch = withCache(environment('feature/checkout'), 0);
const cacheOf = (stack: typeof testing) => stack.resource('aws_elasticache_replication_group');

describe('where sessions stay on the web servers, as is the default', () => {
  const stack = synthesized(main, environment('production'));

  it('there is no cache, no key for it, and no address', () => {
    expect(stack.resources('aws_elasticache_replication_group')).toEqual([]);
    expect(stack.resources().filter(({ path }) => path.includes('/sessions/'))).toEqual([]);
    expect([stack.outputs.sessionHost?.value, stack.outputs.sessionPort?.value]).toEqual(['', '']);
  });

  it('the security group is there all the same: a cache that is switched off goes before the rules that name the group', () => {
    const address = (of: typeof stack) => of.resource('aws_security_group', 'session-firewall/Resource').address;
    expect(address(stack)).toBe(address(production));
    expect(stack.outputs.sessionSecurityGroupId?.value).toBe(`\${${address(stack)}.id}`);
  });
});

describe('the session cache', () => {
  it('is of the size that the environment says', () => {
    expect(cacheOf(testing).config).toMatchObject({ node_type: 'cache.t4g.small', num_cache_clusters: 1 });
    expect(cacheOf(production).config).toMatchObject({ node_type: 'cache.t4g.small', num_cache_clusters: 3 });
  });

  it('fails over to another zone by itself where it has replicas, which AWS refuses where it has none', () => {
    const failover = (stack: typeof testing) => {
      const { automatic_failover_enabled, multi_az_enabled } = cacheOf(stack).config;
      return [automatic_failover_enabled, multi_az_enabled];
    };
    expect([failover(testing), failover(production)]).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('is encrypted at rest with a key of its own, and speaks TLS only', () => {
    const { config } = cacheOf(production);
    expect(config).toMatchObject({
      at_rest_encryption_enabled: 'true',
      kms_key_id: `\${${production.resource('aws_kms_key', 'sessions/key/Resource').address}.arn}`,
      transit_encryption_enabled: true,
      transit_encryption_mode: 'required',
    });
  });

  it('has no password, which would lie in the state', () => {
    expect(Object.keys(cacheOf(production).config)).not.toContain('auth_token');
  });

  it('stands in the database subnets, and lets nobody in by itself', () => {
    expect(production.resource('aws_elasticache_subnet_group').config.subnet_ids).toContain('databaseSubnetIds');
    const firewall = production.resource('aws_security_group', 'session-firewall/Resource').address;
    expect(cacheOf(production).config.security_group_ids).toEqual([`\${${firewall}.id}`]);
    const into = production
      .resources('aws_vpc_security_group_ingress_rule')
      .map(({ config }) => config.security_group_id);
    expect(into).not.toContain(`\${${firewall}.id}`);
  });

  it('is saved every night, before the window in which AWS maintains it', () => {
    expect(cacheOf(production).config).toMatchObject({
      snapshot_retention_limit: 1,
      snapshot_window: '01:30-02:30',
      maintenance_window: 'sun:03:00-sun:04:00',
    });
  });

  it('is found at the primary, which is another node after a failover', () => {
    expect(production.outputs.sessionHost?.value).toBe(`\${${cacheOf(production).address}.primary_endpoint_address}`);
    expect(production.outputs.sessionPort?.value).toBe('6379');
  });

  it('can be switched off again in a protected environment: sessions are no data to keep', () => {
    const key = production.resource('aws_kms_key', 'sessions/key/Resource').config;
    expect([cacheOf(production).config.lifecycle, key.lifecycle]).toEqual([undefined, { prevent_destroy: false }]);
  });

  it('of an environment that borrows its database is its own', () => {
    expect(branch.resources('aws_db_instance')).toEqual([]);
    expect(branch.outputs.sessionHost?.value).toBe(`\${${cacheOf(branch).address}.primary_endpoint_address}`);
  });
});
