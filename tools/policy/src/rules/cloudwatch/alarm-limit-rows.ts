/** The limits within which an alarm on a metric goes off. */
export interface AlarmLimit {
  readonly operator: '>' | '<';
  /** The limit of the threshold: the highest of an alarm on high values, the lowest of an alarm on low values. */
  readonly threshold: number;
  readonly statistic: 'Sum' | 'Average' | 'Maximum' | 'Minimum';
  /** The longest time until the alarm goes off, in minutes. @default 15 */
  readonly within?: number;
  /** The dimensions of the metric: with one more or one less, CloudWatch has no data. */
  readonly of: string;
  /** True if an alarm without data has to go off: the metric is a sign of life. @default false */
  readonly silence?: boolean;
}

const web = 'LoadBalancer TargetGroup';
const server = 'DBInstanceIdentifier';
const cache = 'CacheClusterId';
const zone = 'HostedZoneId';
const mebibyte = 1024 * 1024;

/**
 * By namespace and metric. Each limit is about ten times the first threshold of its alarm: a tuned threshold passes,
 * one that is out of reach does not.
 */
export const rows: Readonly<Record<string, AlarmLimit>> = {
  'AWS/ApplicationELB HTTPCode_ELB_5XX_Count': { operator: '>', threshold: 100, statistic: 'Sum', of: 'LoadBalancer' },
  'AWS/ApplicationELB HTTPCode_Target_5XX_Count': { operator: '>', threshold: 100, statistic: 'Sum', of: web },
  'AWS/ApplicationELB RejectedConnectionCount': { operator: '>', threshold: 10, statistic: 'Sum', of: 'LoadBalancer' },
  // In seconds.
  'AWS/ApplicationELB TargetResponseTime': { operator: '>', threshold: 10, statistic: 'Average', of: web },
  'AWS/ApplicationELB UnHealthyHostCount': { operator: '>', threshold: 0, statistic: 'Maximum', of: web },
  'AWS/AutoScaling GroupDesiredCapacity': {
    operator: '<',
    threshold: 1,
    statistic: 'Minimum',
    within: 90,
    of: 'AutoScalingGroupName',
  },
  'AWS/Backup NumberOfBackupJobsCompleted': {
    operator: '<',
    threshold: 1,
    statistic: 'Sum',
    within: 2 * 24 * 60,
    of: 'BackupVaultName ResourceType',
    silence: true,
  },
  // In percent.
  'AWS/CloudFront 5xxErrorRate': { operator: '>', threshold: 20, statistic: 'Average', of: 'DistributionId Region' },
  'AWS/ElastiCache CPUUtilization': { operator: '>', threshold: 90, statistic: 'Average', of: cache },
  'AWS/ElastiCache DatabaseMemoryUsagePercentage': { operator: '>', threshold: 95, statistic: 'Maximum', of: cache },
  'AWS/ElastiCache Evictions': { operator: '>', threshold: 10, statistic: 'Sum', of: cache },
  'AWS/ElasticMapReduce CoreNodesRunning': {
    operator: '<',
    threshold: 1,
    statistic: 'Minimum',
    of: 'JobFlowId',
    silence: true,
  },
  'AWS/ElasticMapReduce MRUnhealthyNodes': { operator: '>', threshold: 1, statistic: 'Maximum', of: 'JobFlowId' },
  'AWS/NATGateway ErrorPortAllocation': { operator: '>', threshold: 10, statistic: 'Sum', of: 'NatGatewayId' },
  'AWS/RDS CPUCreditBalance': { operator: '<', threshold: 5, statistic: 'Average', within: 4 * 60, of: server },
  'AWS/RDS CPUUtilization': { operator: '>', threshold: 95, statistic: 'Average', of: server },
  'AWS/RDS DatabaseConnections': { operator: '>', threshold: 5000, statistic: 'Average', of: server },
  'AWS/RDS DiskQueueDepth': { operator: '>', threshold: 256, statistic: 'Average', of: server },
  // In bytes.
  'AWS/RDS FreeStorageSpace': { operator: '<', threshold: 512 * mebibyte, statistic: 'Average', of: server },
  'AWS/RDS FreeableMemory': { operator: '<', threshold: 32 * mebibyte, statistic: 'Average', of: server },
  // Route 53 checks every four hours (Route 53 developer guide, "Configuring DNSSEC": monitoring).
  'AWS/Route53 DNSSECInternalFailure': { operator: '>', threshold: 0, statistic: 'Maximum', within: 4 * 60, of: zone },
  'AWS/Route53 DNSSECKeySigningKeysNeedingAction': {
    operator: '>',
    threshold: 0,
    statistic: 'Maximum',
    within: 4 * 60,
    of: zone,
  },
  'AWS/SQS ApproximateNumberOfMessagesVisible': { operator: '>', threshold: 0, statistic: 'Maximum', of: 'QueueName' },
  'Malinshopper ContentUnreadable': { operator: '>', threshold: 10, statistic: 'Sum', of: 'Environment Role' },
  'Malinshopper Heartbeat': {
    operator: '<',
    threshold: 1,
    statistic: 'Sum',
    within: 180,
    of: 'Environment Role',
    silence: true,
  },
};

/** The expressions that alarms calculate, each with its highest threshold, and with its metrics and statistics. */
export const calculations: Readonly<Record<string, { readonly threshold: number; readonly from: string }>> = {
  'FILL(failed, 0) + FILL(expired, 0) + FILL(aborted, 0)': {
    threshold: 0,
    from: 'failed NumberOfBackupJobsFailed Sum, expired NumberOfBackupJobsExpired Sum, aborted NumberOfBackupJobsAborted Sum',
  },
  'minimum - running': {
    threshold: 0,
    from: 'minimum GroupMinSize Minimum, running GroupInServiceInstances Minimum',
  },
  '100 * dropped / (outward + inward)': {
    threshold: 1,
    from: 'dropped PacketsDropCount Sum, outward PacketsInFromSource Sum, inward PacketsInFromDestination Sum',
  },
};
