import { environment, variantOf } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from './main';

const alarmsOf = (nodeType: 'cache.t4g.small' | 'cache.m7g.xlarge', replicas: number) => {
  const of = variantOf(environment('testing'), { sessions: { store: 'elasticache', nodeType, replicas } });
  const stack = synthesized(main, of);
  const cache = stack.resource('aws_elasticache_replication_group').address;
  const alarms = stack.resources('aws_cloudwatch_metric_alarm').filter(({ path }) => path.includes('/sessions/'));
  return { cache, alarms: alarms.map(({ config }) => config) };
};

describe('the alarms of the session cache', () => {
  it('monitor every node, by the name that ElastiCache gives it', () => {
    const { cache, alarms } = alarmsOf('cache.t4g.small', 1);
    const watched = alarms.map(({ metric_name, dimensions }) => `${dimensions.CacheClusterId} ${metric_name}`);
    const nodes = ['001', '002'].map((number) => `\${${cache}.replication_group_id}-${number}`);
    const metrics = ['CPUUtilization', 'DatabaseMemoryUsagePercentage', 'Evictions'];
    expect(watched.sort()).toEqual(nodes.flatMap((node) => metrics.map((metric) => `${node} ${metric}`)).sort());
  });

  it('go off before sessions are lost, and at the first lost one', () => {
    const limits = alarmsOf('cache.t4g.small', 0).alarms.map((alarm) => [alarm.metric_name, alarm.threshold]);
    expect(Object.fromEntries(limits)).toEqual({ CPUUtilization: 45, DatabaseMemoryUsagePercentage: 80, Evictions: 0 });
  });

  it('measure the engine’s single thread where a node has processors that it cannot use', () => {
    const limits = alarmsOf('cache.m7g.xlarge', 0).alarms.map((alarm) => [alarm.metric_name, alarm.threshold]);
    expect(Object.fromEntries(limits)).toMatchObject({ EngineCPUUtilization: 90 });
  });
});
