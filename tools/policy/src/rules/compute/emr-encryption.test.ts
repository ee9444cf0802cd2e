import { smallWorld } from '../network/small-world';
import { emrEncryptionRules } from './emr-encryption';

test('a configuration that is no JSON is judged by no rule, and says how to write it', () => {
  const resource = { aws_emr_security_configuration: { hadoop: { configuration: '${jsonencode({})}' } } };
  const world = smallWorld([{ key: 'policy-d728d/compute.tfstate', resource }]);
  const [configuration] = world.resources('aws_emr_security_configuration');
  for (const rule of emrEncryptionRules) {
    expect(() => rule.check(configuration!, world)).toThrow(
      'compute/hadoop: configuration is no JSON, so no rule can judge it. It begins with "${jsonencode({})}". ' +
        'Write it with JSON.stringify.',
    );
  }
});
