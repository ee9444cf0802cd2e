import type { PolicyStatement } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';

/** The permissions of AmazonRDSEnhancedMonitoringRole, restricted to this account. */
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
