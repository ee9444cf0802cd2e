import { fakeApp, stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { assertInService, type Group } from './in-service';

const withGroups = (...names: string[]) => {
  const stack = JSON.parse(stackJson('compute')) as { resource: Record<string, object> };
  stack.resource['aws_autoscaling_group'] = Object.fromEntries(
    names.map((name) => [name, { name: `testing-${name}` }]),
  );
  return fakeApp(fakeSession(fakeS3(new Map()).client), { json: JSON.stringify(stack) });
};
const group = (name: string, inService: number, more: Partial<Group> = {}): Group => ({
  name: `testing-${name}`,
  minimum: 1,
  inService,
  ...more,
});
const quick = { limitMs: 0, pauseMs: 0 };
const spotQuota = 'Max spot instance count exceeded. Launching EC2 instance failed.';

test('reports how many instances of each group are in service', async () => {
  const app = withGroups('web', 'fetcher');
  const groups = (names: readonly string[]) => {
    expect(names).toEqual(['testing-web', 'testing-fetcher']);
    return Promise.resolve([group('web', 2), group('fetcher', 1)]);
  };
  await expect(assertInService(app, { groups, ...quick })).resolves.toBe(
    'in service: testing-web 2, testing-fetcher 1',
  );
});

test('waits until a group has its minimum, and reports the reason', async () => {
  const app = withGroups('web');
  let asked = 0;
  const groups = () => Promise.resolve([group('web', asked++ === 0 ? 0 : 1)]);
  await expect(assertInService(app, { groups, pauseMs: 0 })).resolves.toBe('in service: testing-web 1');
  expect(app.told.join()).toContain('waiting for instances: testing-web has 0 of at least 1 in service');
});

test('throws when a group stays below its minimum, with the error of AWS and the next step', async () => {
  const groups = () =>
    Promise.resolve([group('web', 1), group('fetcher', 0, { failure: 'InsufficientInstanceCapacity' })]);
  await expect(assertInService(withGroups('web', 'fetcher'), { groups, ...quick })).rejects.toThrow(
    'compute of testing is applied, but instances are missing:\ntesting-fetcher has 0 of at least 1 in service: ' +
      'InsufficientInstanceCapacity\nRaise the quota, or name other instance types',
  );
});

test.each([
  spotQuota,
  'You have requested more vCPU capacity than your current vCPU limit of 5 allows for the instance bucket',
])('does not wait for a quota: %s', async (failure) => {
  let asked = 0;
  const groups = () => Promise.resolve([group('fetcher', 0, { failure: (asked++, failure) })]);
  await expect(assertInService(withGroups('fetcher'), { groups, pauseMs: 0 })).rejects.toThrow(failure);
  expect(asked).toBe(1);
});

test('expects no instance of a group that its schedule has stopped', async () => {
  const groups = () => Promise.resolve([group('web', 0, { minimum: 0 })]);
  await expect(assertInService(withGroups('web'), { groups, ...quick })).resolves.toBe('in service: testing-web 0');
});

test('makes no request for an app without groups', async () => {
  const app = fakeApp(fakeSession(fakeS3(new Map()).client));
  const groups = () => Promise.reject(new Error('AWS must not be called'));
  await expect(assertInService(app, { groups })).resolves.toBe('');
});
