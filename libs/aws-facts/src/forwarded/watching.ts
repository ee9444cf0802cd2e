import { calls, makesRoleOf, passesRole, type ForwardedCalls } from './forwarded-call';

const WAF = 'AWS WAF developer guide, "Sending web ACL traffic logs to a CloudWatch Logs log group": permissions';
const TRAIL = 'AWS CloudTrail user guide, "Granting permissions for CloudTrail administration"';
const ANALYZER = 'IAM user guide, "Using service-linked roles for IAM Access Analyzer"';

/** Logs of the firewall, and what watches an account. */
export const ofWatching: ForwardedCalls = {
  'wafv2:PutLoggingConfiguration': calls(WAF, [
    'logs:CreateLogDelivery',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:PutResourcePolicy',
  ]),
  'wafv2:DeleteLoggingConfiguration': calls(WAF, ['logs:DeleteLogDelivery']),
  'cloudtrail:CreateTrail': passesRole('cloudtrail.amazonaws.com', TRAIL, ['CloudWatchLogsRoleArn']),
  'cloudtrail:UpdateTrail': passesRole('cloudtrail.amazonaws.com', TRAIL, ['CloudWatchLogsRoleArn']),
  'access-analyzer:CreateAnalyzer': makesRoleOf('access-analyzer.amazonaws.com', ANALYZER),
};
