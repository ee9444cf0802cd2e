import { Alarm, type AlarmProps } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

export interface SessionAlarmsProps {
  readonly sessions: Extract<Environment['sessions'], { store: 'elasticache' }>;
  readonly environment: Environment;
  /** The identifier of the cache in ElastiCache. */
  readonly cacheName: string;
  readonly topicArn: string;
}

/** Types with two processors (ElastiCache user guide, "Supported node types"). */
const hasTwoProcessors = (nodeType: string) => /\.(micro|small|medium|large)$/.test(nodeType);

/**
 * The threshold for the engine's single thread, in percent: it cannot use more than one processor. On nodes with only
 * two processors, the host's CPU is measured instead (ElastiCache user guide, "Which metrics should I monitor?").
 */
const processor = (nodeType: string) =>
  hasTwoProcessors(nodeType)
    ? { metricName: 'CPUUtilization', threshold: 45 }
    : { metricName: 'EngineCPUUtilization', threshold: 90 };

/** Alarms for a lack of resources of a node of the session cache: visitors would soon be signed out, or wait. */
export class SessionAlarms extends Construct {
  constructor(scope: Construct, id: string, { sessions, environment, cacheName, topicArn }: SessionAlarmsProps) {
    super(scope, id);
    const alarms: Record<string, Pick<AlarmProps, 'metricName' | 'threshold' | 'statistic' | 'description'>> = {
      processor: {
        ...processor(sessions.nodeType),
        statistic: 'Average',
        description: 'The session cache is busy: check its connections, then its node type',
      },
      memory: {
        metricName: 'DatabaseMemoryUsagePercentage',
        threshold: 80,
        statistic: 'Maximum',
        description: 'The session cache fills up: check the lifetime of sessions, then its node type',
      },
      evictions: {
        metricName: 'Evictions',
        threshold: 0,
        statistic: 'Sum',
        description: 'The session cache is full and signs visitors out: it needs a larger node type',
      },
    };
    // ElastiCache numbers the nodes of a group from 001 and takes a number again when it replaces one.
    for (let node = 1; node <= 1 + sessions.replicas; node += 1) {
      const number = String(node).padStart(3, '0');
      for (const [about, alarm] of Object.entries(alarms)) {
        new Alarm(this, `${about}-${number}`, {
          name: resourceName('alarm', environment.name, 'sessions', number, about),
          namespace: 'AWS/ElastiCache',
          dimensions: { CacheClusterId: `${cacheName}-${number}` },
          comparisonOperator: 'GreaterThanThreshold',
          period: 300,
          evaluationPeriods: 2,
          topicArn,
          ...alarm,
        });
      }
    }
  }
}
