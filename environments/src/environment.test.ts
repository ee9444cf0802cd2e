import { chosenEnvironment } from './choice';
import {
  defineEnvironment,
  environment,
  hostOf,
  longLivedEnvironments,
  networkOf,
  withoutProtection,
} from './environment';
import { cluster } from './cluster-for-tests';
import { production } from './production';
import type { EnvironmentConfig } from './schema';
import { staging } from './staging';
import { testing } from './testing';

const others = [production, staging, testing];
const define = (change: object) => defineEnvironment({ ...testing, ...change } as EnvironmentConfig, others);
/** The testing environment's file with other values in the size of web. */
const ofWeb = (change: object) => ({ sizes: { ...testing.sizes, web: { ...testing.sizes.web, ...change } } });

describe('an environment', () => {
  it('is found by its name', () => {
    expect(longLivedEnvironments.map(({ name }) => environment(name).name)).toEqual([
      'production',
      'staging',
      'testing',
    ]);
  });

  it('of a branch is found by its git ref, and borrows the expensive parts from testing', () => {
    const checkout = environment('feature/checkout');
    expect(checkout.domain).toBe(`${checkout.name}.dev.malinshopper.com`);
    expect(hostOf(checkout, 'network').name).toBe('testing');
    expect(networkOf(checkout)).toEqual({ ...testing.network, zones: ['eu-west-1a', 'eu-west-1b'] });
  });

  it('is the same whether a branch is named by refs/heads/ or without', () => {
    expect(environment('refs/heads/feature/checkout')).toEqual(environment('feature/checkout'));
  });

  it.each([
    ['refs/heads/new-checkout', 'refs/heads/new-checkout'],
    ['refs/heads/production', 'refs/heads/production'],
    ['refs/heads/refs/heads/feature/odd', 'refs/heads/refs/heads/feature/odd'],
    ['refs/heads/feature/checkout', 'feature/checkout'],
    ['refs/heads/development', 'development'],
  ])('of the branch %s is found by the name that commands print: %s', (gitRef, ref) => {
    const found = environment(gitRef);
    expect([found.kind, found.ref]).toEqual(['branch', ref]);
    expect(environment(found.ref)).toEqual(found);
  });

  it('is its own host for its own parts', () => {
    expect(hostOf(environment('production'), 'database').name).toBe('production');
  });

  it('has a variant without protection, and does not change itself', () => {
    const before = environment('production');
    expect(withoutProtection(before, 'given up after the merger').protection).toEqual({
      enabled: false,
      reason: 'given up after the merger',
    });
    expect(before.protection).toEqual({ enabled: true });
  });

  it('is refused when the name is a typing error, with the names that are known', () => {
    expect(() => environment('prodution')).toThrow(
      /^Unknown environment "prodution"\. Known are: production, staging, testing, "development", or a branch/,
    );
  });

  it.each([
    [
      'overlapping address ranges',
      { name: 'other', network: { ...testing.network, cidr: '10.10.0.0/16' } },
      /"other" is not valid .*network\.cidr 10\.10\.0\.0\/16 overlaps 10\.10\.0\.0\/16 of production/s,
    ],
    [
      'an instance type that does not exist',
      ofWeb({ instanceTypes: ['m7g.huge'] }),
      /"testing" is not valid .*at sizes\.web\.instanceTypes\[0\].*received "m7g\.huge"/s,
    ],
    [
      'a zone by its full name, which would repeat the region',
      { network: { ...testing.network, zones: ['eu-west-1a', 'b'] } },
      /the letter of a zone of the region.*received "eu-west-1a"/,
    ],
    ['the same zone twice', { network: { ...testing.network, zones: ['a', 'a'] } }, /a zone must not be named twice/],
    [
      'a range that is no /16',
      { network: { ...testing.network, cidr: '10.30.0.0/20' } },
      /an IPv4 \/16 .* received "10\.30\.0\.0\/20"/,
    ],
    ['more instances at least than at most', ofWeb({ min: 5, max: 2 }), /min must not be above max/],
    ['spot with one type', ofWeb({ spotPercent: 50 }), /spot capacity needs at least three instance types/],
    [
      'types of two architectures in one group',
      ofWeb({ instanceTypes: ['t3.small', 't4g.small'] }),
      /of one processor architecture/,
    ],
    [
      'storage that cannot grow',
      { database: { ...testing.database, maxStorageGiB: 22, storageGiB: 22 } },
      /at least 10 % above/,
    ],
    ['protection off without a reason', { protection: { enabled: false } }, /at protection\.reason/],
    ['an unknown property', { wbe: testing.sizes.web }, /Unrecognized key: "wbe"/],
    [
      'production sharing',
      { ...production, network: { placement: 'shared', from: 'testing' } },
      /"production" is not valid .*network is shared from testing: production shares with no other environment/s,
    ],
    [
      'sharing from production',
      { network: { placement: 'shared', from: 'production' } },
      /at network\.from.*received "production"/s,
    ],
    [
      'a shared load balancer in a network of its own',
      {
        name: 'other',
        network: { ...testing.network, cidr: '10.40.0.0/16' },
        loadBalancer: { placement: 'shared', from: 'testing' },
      },
      /only reaches targets in its own network/,
    ],
    [
      'a shared database in a network of its own',
      {
        name: 'other',
        network: { ...testing.network, cidr: '10.40.0.0/16' },
        database: { placement: 'shared', from: 'testing' },
      },
      /only reachable in its own network/,
    ],
    [
      'a golden image with an invalid id',
      ofWeb({ image: 'ubuntu-24.04' }),
      /an image id such as "ami-0abcdef1234567890"; received "ubuntu-24\.04"/,
    ],
    [
      'a cluster that takes the place of no worker',
      { hadoop: { ...cluster, replaces: [] } },
      /at hadoop\.replaces.*received \[\]/s,
    ],
    [
      'a cluster that takes the place of one worker twice',
      { hadoop: { ...cluster, replaces: ['fetcher', 'fetcher'] } },
      /a worker must not be named twice/,
    ],
    [
      'a cluster in the place of web servers',
      { hadoop: { ...cluster, replaces: ['web'] } },
      /at hadoop\.replaces\[0\].*received "web"/s,
    ],
    [
      'a cluster of instances that EMR does not take',
      { hadoop: { ...cluster, primary: { instanceTypes: ['m7g.large'] } } },
      /at hadoop\.primary\.instanceTypes\[0\].*received "m7g\.large"/s,
    ],
    [
      'a cluster with spot capacity of one type',
      { hadoop: { ...cluster, task: { instanceTypes: ['m7g.xlarge'], maxUnits: 4 } } },
      /spot capacity needs at least three instance types.*at hadoop\.task\.instanceTypes/s,
    ],
    [
      'a third way to distribute content',
      { content: { distribution: 'ftp' } },
      /at content\.distribution.*received "ftp"/s,
    ],
    [
      'a session cache on a node type that does not exist',
      { sessions: { store: 'elasticache', nodeType: 'cache.t4g.nano', replicas: 0 } },
      /at sessions\.nodeType.*received "cache\.t4g\.nano"/s,
    ],
    [
      'more replicas of a session cache than ElastiCache takes',
      { sessions: { store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 6 } },
      /at sessions\.replicas.*received 6/s,
    ],
    [
      'a size of a session cache that there is none of',
      { sessions: { store: 'instance', nodeType: 'cache.t4g.micro' } },
      /Unrecognized key: "nodeType"/,
    ],
    [
      'a host in another account',
      { name: 'other', account: 'production', network: { placement: 'shared', from: 'testing' } },
      /network is shared from testing, which is in another AWS account/,
    ],
  ])('is refused for %s', (_fault, change, message) => {
    expect(() => define(change)).toThrow(message);
  });

  it('is refused if its host does not own the shared part', () => {
    const poor = { ...testing, network: { placement: 'shared', from: 'staging' } } as EnvironmentConfig;
    const borrower = {
      ...testing,
      name: 'other',
      network: { placement: 'shared', from: 'testing' },
    } as EnvironmentConfig;
    expect(() => defineEnvironment(borrower, [production, staging, poor])).toThrow(
      /network is shared from testing, which has none of its own/,
    );
  });
});

describe('the environment of a command', () => {
  it('comes from the option or from the variable', () => {
    expect(chosenEnvironment('staging', {}).name).toBe('staging');
    expect(chosenEnvironment(undefined, { ENVIRONMENT: 'staging' }).name).toBe('staging');
  });

  it('has no default', () => {
    expect(() => chosenEnvironment(undefined, {})).toThrow(/^Which environment\? There is no default/);
  });

  it('is refused if option and variable differ', () => {
    expect(() => chosenEnvironment('staging', { ENVIRONMENT: 'production' })).toThrow(
      /--environment is "staging", but the variable ENVIRONMENT is "production"/,
    );
  });
});
