import { word, type Reading } from '../access';

const WITHOUT_RESOURCE = new Set(['GetMetricData', 'GetMetricStatistics', 'ListMetrics']);

/** CloudWatch: metrics have no resources, only a namespace. */
export const monitoring: Reading = (_call, { action, fields }) => {
  if (WITHOUT_RESOURCE.has(action)) return [{ action: `cloudwatch:${action}`, resource: '*' }];
  if (action !== 'PutMetricData') return undefined;
  const context = { 'cloudwatch:namespace': word(fields['Namespace']) };
  return [{ action: `cloudwatch:${action}`, resource: '*', context }];
};
