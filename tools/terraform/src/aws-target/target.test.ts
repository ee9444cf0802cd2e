import { chosenTarget } from './target';

test.each([[undefined], [''], ['off']])('EMBEDDED_AWS=%p is the real AWS', (value) => {
  expect(chosenTarget({ EMBEDDED_AWS: value })).toEqual({ kind: 'aws' });
});

test('EMBEDDED_AWS=on is the embedded AWS on its own port', () => {
  const target = chosenTarget({ EMBEDDED_AWS: 'on', EMBEDDED_AWS_PORT: '4999' });
  expect(target).toMatchObject({ kind: 'embedded', endpoint: 'http://127.0.0.1:4999' });
});

test.each(['ON', 'true', '1'])(
  'throws on EMBEDDED_AWS=%s: no value is guessed, because the other choice is the real AWS',
  (value) => {
    expect(() => chosenTarget({ EMBEDDED_AWS: value })).toThrow(
      `EMBEDDED_AWS must be "on" or "off" (unset means off: the real AWS), got "${value}".`,
    );
  },
);

test.each([
  ['AWS_ENDPOINT_URL', 'http://127.0.0.1:4566'],
  ['AWS_ENDPOINT_URL_S3', 'http://localhost:9000'],
  ['AWS_ENDPOINT_URL_EC2', 'http://[::1]:80'],
])('throws when %s leads to this machine although the real AWS is chosen', (name, url) => {
  expect(() => chosenTarget({ [name]: url })).toThrow(
    `The real AWS is chosen, but ${name}=${url} leads to this machine. Set EMBEDDED_AWS=on`,
  );
});

test("a VPC endpoint of one's own counts as the real AWS", () => {
  expect(chosenTarget({ AWS_ENDPOINT_URL_S3: 'https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com' })).toEqual({
    kind: 'aws',
  });
});

const session = { AWS_ACCESS_KEY_ID: 'ASIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };
const given = { EMBEDDED_AWS: 'on', EMBEDDED_AWS_CREDENTIALS: 'given' };

test('the credentials of the variables are used on the embedded AWS only if that is set', async () => {
  const target = chosenTarget({ ...given, ...session });
  if (target.kind !== 'embedded') throw new Error('This is the real AWS.');
  await expect(target.assume('111122223333')).resolves.toEqual({
    accessKeyId: 'ASIA',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  });
});

test.each(Object.keys(session))('throws when credentials are declared as given, and %s is not set', async (name) => {
  const target = chosenTarget({ ...given, ...session, [name]: '' });
  if (target.kind !== 'embedded') throw new Error('This is the real AWS.');
  await expect(target.assume('111122223333')).rejects.toThrow(
    `EMBEDDED_AWS_CREDENTIALS=given, but ${name} is not set: assume a role first`,
  );
});

test('throws on another value for the source of the credentials', () => {
  expect(() => chosenTarget({ ...given, EMBEDDED_AWS_CREDENTIALS: 'own' })).toThrow(
    'EMBEDDED_AWS_CREDENTIALS must be "given" (the credentials of AWS_ACCESS_KEY_ID and the related variables are used) or unset',
  );
});
