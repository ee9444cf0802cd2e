import { is } from './ask';
import { inJson } from './in-json';
import { smallWorld } from '../testing/small-world';

const ask = inJson('configuration', is('Encryption.Enabled', true, false));

/** A resource with a text in its attribute. */
function withText(configuration: string) {
  const resource = { aws_emr_security_configuration: { hadoop: { configuration } } };
  const world = smallWorld([{ key: 'policy-d728d/compute.tfstate', resource }]);
  return { resource: world.resources('aws_emr_security_configuration')[0]!, world };
}

test('an ask for the JSON in an attribute reports the fault by the path in the JSON', () => {
  const { resource, world } = withText('{"Encryption":{"Enabled":false}}');
  expect(ask.fault(resource, world)).toBe('Encryption.Enabled is false');
});

test('a break changes the JSON inside the text', () => {
  const config = { configuration: '{"Encryption":{"Enabled":true,"Key":"ours"}}' };
  const [{ change }] = ask.breaks as unknown as [{ change: (config: object) => void }];
  change(config);
  expect(config.configuration).toBe('{"Encryption":{"Enabled":false,"Key":"ours"}}');
});

test('a text that is not JSON is judged by no rule: the error explains how to write it', () => {
  const { resource, world } = withText('${jsonencode({})}');
  expect(() => ask.fault(resource, world)).toThrow(
    'compute/hadoop: configuration is not JSON, so no rule can judge it. It begins with "${jsonencode({})}". ' +
      'Write it with JSON.stringify.',
  );
});
