import type { Call } from '../gateway/call';
import { requireKnownFilters } from './known-filters';

const call = (service: string, form: Record<string, string>): Call =>
  ({ service, body: Buffer.from(new URLSearchParams(form).toString()) }) as unknown as Call;

describe('filters of query services', () => {
  it.each([
    ['autoscaling', 'DescribeAutoScalingGroups', { 'Filters.member.1.Name': 'tag:Environment' }],
    ['rds', 'DescribeDBInstances', { 'Filters.Filter.1.Name': 'db-instance-id' }],
    ['sns', 'ListTopics', { 'Filters.member.1.Name': 'whatever' }],
  ])('pass if moto handles them, or the call has none: %s', (service, action, form) => {
    expect(() => requireKnownFilters(action, call(service, form))).not.toThrow();
  });

  it.each([
    ['autoscaling', 'DescribeAutoScalingGroups', { 'Filters.member.1.Name': 'colour' }, 'colour'],
    ['autoscaling', 'DescribeTags', { 'Filters.member.1.Name': 'propagate-at-launch' }, 'propagate-at-launch'],
    ['elasticache', 'DescribeCacheClusters', { 'Filters.member.1.Name': 'engine' }, 'engine'],
    ['rds', 'DescribeDBEngineVersions', { 'Filters.Filter.1.Name': 'status' }, 'status'],
    ['rds', 'DescribeDBSubnetGroups', { 'Filters.Filter.1.Name': 'vpc-id' }, 'vpc-id'],
  ])('are refused by name if they would be ignored: %s %s', (service, action, form, name) => {
    expect(() => requireKnownFilters(action, call(service, form))).toThrow(
      `The filter '${name}' of ${action} does not exist on AWS, or the embedded AWS does not heed it.`,
    );
  });
});
