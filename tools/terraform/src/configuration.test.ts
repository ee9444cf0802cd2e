import { readConfiguration, stateOwner } from './configuration';
import { stackJson } from './testing/fake-app';

test('reads whose state it is, where it lies, and which states it reads', () => {
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

test('throws on a stack without the account guard, naming the place', () => {
  const open = JSON.stringify({ ...JSON.parse(stackJson()), provider: { aws: [{ region: 'eu-west-1' }] } });
  expect(() => readConfiguration(open)).toThrow(
    /^cdk.tf.json is not a stack of this repository:\n[^]*provider\.aws\[0\]\.allowed_account_ids[^]*EnvironmentStack/,
  );
});

test('a key is its owner and its app', () => {
  expect(stateOwner('checkout-1a2b3/network.tfstate')).toEqual({ owner: 'checkout-1a2b3', app: 'network' });
});
