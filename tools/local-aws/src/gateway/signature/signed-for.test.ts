import { SIGNED_HOST } from '../../virtual-host';
import { signedFor } from './signed-for';

const at = (path: string, host: string) => signedFor(path, { host: 'localhost', [SIGNED_HOST]: host });

test('a call was signed for the path and the host of its request', () => {
  expect(signedFor('/a', { host: 'localhost:4566' })).toEqual({ path: '/a', headers: { host: 'localhost:4566' } });
});

test.each([
  ['/bucket/key', 'bucket.s3.eu-west-1.amazonaws.com', '/key'],
  ['/bucket/', 'bucket.s3.amazonaws.com', '/'],
  ['/', 'sts.eu-west-1.amazonaws.com', '/'],
  ['/bucket/key', 's3.eu-west-1.amazonaws.com', '/bucket/key'],
  ['/bucket/key', '127.0.0.1:5000', '/bucket/key'],
])('a call of %s that is passed on from %s was received as %s', (path, host, signed) => {
  expect(at(path, host)).toMatchObject({ path: signed, headers: { host } });
});

test.each([
  ['/other/key', 'bucket.s3.eu-west-1.amazonaws.com', 'the path must begin with /bucket/'],
  ['/bucket', 'bucket.s3.eu-west-1.amazonaws.com', 'the path must begin with /bucket/'],
  ['/bucket/key', 'evil.test', 'must be a host of AWS'],
  ['/bucket/key', 'amazonaws.com.evil.test', 'must be a host of AWS'],
  ['/bucket/key', '', 'must be a host of AWS'],
])('another path, or another host, was not signed: %s of %s', (path, host, why) => {
  expect(() => at(path, host)).toThrow(why);
});
