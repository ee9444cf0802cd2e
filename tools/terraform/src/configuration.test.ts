import { readConfiguration, stateOwner } from './configuration';
import { stackJson } from './testing/fake-app';

test('contains the owner and the place of a state, and the states that it reads', () => {
  const configuration = readConfiguration(stackJson('data', 'staging', { network: 'staging/network.tfstate' }));
  expect(configuration).toMatchObject({
    app: 'data',
    owner: 'staging',
    state: { bucket: 'states', key: 'staging/data.tfstate', region: 'eu-west-1' },
    providers: [undefined, 'us_east_1'],
    upstreams: { network: { bucket: 'states', key: 'staging/network.tfstate', region: 'eu-west-1' } },
  });
});

test('a resource is traced back to its construct, also an instance of it', () => {
  const { constructPath } = readConfiguration(stackJson());
  expect(constructPath('aws_vpc.main')).toBe('network/network/vpc');
  expect(constructPath('aws_vpc.main["a.b"]')).toBe('network/network/vpc');
  expect(constructPath('aws_vpc.other')).toBeUndefined();
});

test('throws on a stack without the account guard, with the place', () => {
  const open = JSON.stringify({ ...JSON.parse(stackJson()), provider: { aws: [{ region: 'eu-west-1' }] } });
  expect(() => readConfiguration(open)).toThrow(
    /^cdk.tf.json is not a stack of this repository:\n[^]*provider\.aws\[0\]\.allowed_account_ids[^]*EnvironmentStack/,
  );
});

describe('a stack of types that are built into Terraform', () => {
  const { terraform } = JSON.parse(stackJson()) as { terraform: Record<string, object> };
  const { required_providers, ...versions } = terraform;
  const builtIn = (more: object = {}) => JSON.stringify({ terraform: versions, ...more });

  test('has no provider and no account guard', () => {
    const resource = { terraform_data: { main: { input: '1' } } };
    expect(readConfiguration(builtIn({ resource }))).toMatchObject({
      app: 'network',
      accountIds: [],
      providers: [],
      providerVersion: 'none',
    });
  });

  // Terraform would configure a provider for each by itself, for the account of the credentials.
  test.each([
    ['a resource', { resource: { aws_vpc: { main: {} } } }],
    ['a data source', { data: { aws_vpc: { main: {} } } }],
    ['a module', { module: { main: { source: './main' } } }],
    ['a provider', { provider: { aws: [{ region: 'eu-west-1' }] } }],
    ['a requirement', { terraform: { ...versions, required_providers } }],
  ])('throws without the account guard if it contains %s of AWS', (_what, more) => {
    expect(() => readConfiguration(builtIn(more))).toThrow(/is not a stack of this repository:[^]*provider/);
  });
});

test('a key consists of owner and app', () => {
  expect(stateOwner('checkout-1a2b3/network.tfstate')).toEqual({ owner: 'checkout-1a2b3', app: 'network' });
});
