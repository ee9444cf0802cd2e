import { parseRefreshed } from './refreshed';

test('the changes and the resources of a refresh-only plan are read', () => {
  const change = {
    ...{ address: 'aws_vpc.a', type: 'aws_vpc', mode: 'managed' },
    change: { actions: ['update'], before: {}, after: {} },
  };
  const resource = { address: 'aws_vpc.a', type: 'aws_vpc', values: { id: 'vpc-1' } };
  const plan = {
    format_version: '1.2',
    resource_drift: [change],
    prior_state: { values: { root_module: { resources: [resource] } } },
  };
  expect(parseRefreshed(plan, 'network')).toEqual({ changes: [change], resources: [resource], plan });
});

test('a state without resources has no drift', () => {
  expect(parseRefreshed({ format_version: '1.2' }, 'network')).toMatchObject({ changes: [], resources: [] });
});

test('a plan of another format is refused, so that its drift is not taken for none', () => {
  expect(() => parseRefreshed({ format_version: '2.0' }, 'network')).toThrow(
    'The refresh-only plan of network has an unknown format, and no drift was looked for',
  );
});
