import { word, type Reading } from '../access';

const ON_GROUP = new Set(['CreateLogGroup', 'CreateLogStream', 'DescribeLogStreams', 'PutRetentionPolicy']);
const ON_STREAM = new Set(['GetLogEvents', 'PutLogEvents']);

/**
 * CloudWatch Logs. In AWS's own refusals the resource of an action on a group ends in `:log-stream:` and the stream that the
 * call names, if it names one.
 */
export const logs: Reading = (_call, { action, fields }, { region, account }) => {
  const [group, stream] = [word(fields['logGroupName']), word(fields['logStreamName'])];
  if (action === 'DescribeLogGroups') {
    return [{ action: `logs:${action}`, resource: `arn:aws:logs:${region}:${account}:log-group::log-stream:` }];
  }
  if ((!ON_GROUP.has(action) && !ON_STREAM.has(action)) || group === '') return undefined;
  const resource = `arn:aws:logs:${region}:${account}:log-group:${group}:log-stream:${stream}`;
  return [{ action: `logs:${action}`, resource }];
};
