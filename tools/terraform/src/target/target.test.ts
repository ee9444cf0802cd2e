import { chosenTarget } from './target';

test.each([[undefined], [''], ['off']])('EMBEDDED_AWS=%p is the real AWS', (value) => {
  expect(chosenTarget({ EMBEDDED_AWS: value })).toEqual({ kind: 'aws' });
});

test('EMBEDDED_AWS=on is the embedded AWS on its own port', () => {
  const target = chosenTarget({ EMBEDDED_AWS: 'on', EMBEDDED_AWS_PORT: '4999' });
  expect(target).toMatchObject({ kind: 'embedded', endpoint: 'http://127.0.0.1:4999' });
});

test.each(['ON', 'true', '1'])(
  'throws on EMBEDDED_AWS=%s: nothing is guessed where the real AWS is the other choice',
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

test("a VPC endpoint of one's own is the real AWS", () => {
  expect(chosenTarget({ AWS_ENDPOINT_URL_S3: 'https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com' })).toEqual({
    kind: 'aws',
  });
});
