import type { Call } from '../gateway/call';
import { AwsFailure } from '../protocols/failure';
import { queryParameters } from '../protocols/query';
import { element, list, text } from '../protocols/xml';

/**
 * The filters that moto applies, for query services other than EC2. moto ignores every other filter. Most list
 * operations of RDS have a parameter for filters, but RDS supports no filter in them ("This parameter isn't currently
 * supported", API reference).
 */
const KNOWN: Readonly<Record<string, RegExp>> = {
  'autoscaling:DescribeAutoScalingGroups': /^(tag-key|tag-value|tag:.*)$/,
  // moto compares propagate-at-launch with Python's words for booleans.
  'autoscaling:DescribeTags': /^(auto-scaling-group|key|value)$/,
  'rds:DescribeDBInstances': /^(db-cluster-id|db-instance-id|dbi-resource-id|engine)$/,
  'rds:DescribeDBSnapshots': /^(db-instance-id|db-snapshot-id|dbi-resource-id|engine|snapshot-type)$/,
};
/** For all other lists of these services moto handles no filter. */
const NONE = /^$/;
const SERVICES = ['autoscaling', 'elasticache', 'rds'];

/** @throws AwsFailure for a filter that would be ignored silently */
export function requireKnownFilters(action: string, call: Call): void {
  if (!SERVICES.includes(call.service) || !/^(Describe|List)/.test(action)) return;
  const known = KNOWN[`${call.service}:${action}`] ?? NONE;
  for (const each of list(Object.values(element(queryParameters(call.body)['Filters']))[0])) {
    const name = text(element(each)['Name']) || text(element(each)['FilterName']);
    if (known.test(name)) continue;
    throw new AwsFailure(
      call.service === 'autoscaling' ? 'ValidationError' : 'InvalidParameterValue',
      `The filter '${name}' of ${action} does not exist on AWS, or the embedded AWS does not heed it.`,
    );
  }
}
