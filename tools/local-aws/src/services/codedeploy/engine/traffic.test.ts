import { FakeAws } from '../testing/fake-aws';
import { targetGroupsOf, Traffic } from './traffic';

afterEach(() => jest.useRealTimers());

test('a group without traffic control has no target groups, even if it names some', () => {
  const loadBalancerInfo = { targetGroupInfoList: [{ name: 'web' }] };
  expect(
    targetGroupsOf({ loadBalancerInfo, deploymentStyle: { deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' } }),
  ).toEqual([]);
  expect(targetGroupsOf({ loadBalancerInfo, deploymentStyle: { deploymentOption: 'WITH_TRAFFIC_CONTROL' } })).toEqual([
    'web',
  ]);
});

test('an instance that does not become healthy fails with its state', async () => {
  jest.useFakeTimers();
  const aws = new FakeAws('i-1');
  aws.targetState = () => Promise.resolve('initial');
  const traffic = new Traffic(() => Promise.resolve(aws));
  const allowed = traffic.carryOut('AllowTraffic', ['web'], 'i-1', new AbortController().signal);
  const failed = expect(allowed).rejects.toThrow(
    'i-1 should be healthy in arn:web, and is initial after 60 s. See `aws elbv2 describe-target-health`.',
  );
  await jest.advanceTimersByTimeAsync(61_000);
  await failed;
});

test('waiting for traffic stops when the deployment is ended', async () => {
  const aws = new FakeAws('i-1');
  aws.targetState = () => Promise.resolve('initial');
  const traffic = new Traffic(() => Promise.resolve(aws));
  await expect(traffic.carryOut('AllowTraffic', ['web'], 'i-1', AbortSignal.abort('ended'))).rejects.toBe('ended');
});
