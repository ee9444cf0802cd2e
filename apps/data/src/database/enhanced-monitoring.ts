import type { PolicyStatement } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';

/** What AmazonRDSEnhancedMonitoringRole allows, in this account only. */
export const enhancedMonitoring = ({ account, region }: Environment): readonly PolicyStatement[] => [
  {
    Action: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `arn:aws:logs:${region}:${account.id}:log-group:RDSOSMetrics*`,
  },
  {
    Action: ['logs:DescribeLogStreams', 'logs:GetLogEvents'],
    Resource: `arn:aws:logs:${region}:${account.id}:log-group:RDSOSMetrics*`,
  },
];
