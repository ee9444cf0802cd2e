import { unknownKey } from './unknown-keys';

const stranger = { account: '123456789012', arn: 'arn:aws:sts::123456789012:user/moto' };
const asked = (protocol: 'query' | 'ec2' | 'rest-xml' | 's3' | 'json') => ({ protocol, name: 'Any' });

describe('a call with a key that was not issued', () => {
  test.each([
    ['ec2', 'ec2', 401, 'AuthFailure'],
    ['iam', 'query', 403, 'InvalidClientTokenId'],
    ['route53', 'rest-xml', 403, 'InvalidClientTokenId'],
    ['s3', 's3', 403, 'InvalidAccessKeyId'],
    ['logs', 'json', 400, 'UnrecognizedClientException'],
  ] as const)('of %s is refused as AWS refuses it, with what to do', (service, protocol, status, code) => {
    const refused = unknownKey(service, asked(protocol), stranger);
    expect(refused?.status).toBe(status);
    expect(String(refused?.body)).toContain(code);
    expect(String(refused?.body)).toContain('has not issued this access key');
  });

  test('may ask STS for a session', () => {
    expect(unknownKey('sts', asked('query'), stranger)).toBeUndefined();
  });

  test.each(['arn:aws:sts::444455556666:assumed-role/embedded/me', 'arn:aws:iam::444455556666:user/moto', ''])(
    'is none that is of %j',
    (arn) => {
      expect(unknownKey('ec2', asked('ec2'), { account: '444455556666', arn })).toBeUndefined();
    },
  );
});
