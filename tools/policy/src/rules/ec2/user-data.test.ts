import { gzipSync } from 'node:zlib';
import type { World } from '@malinshopper/synthesized';
import { bootTextOf } from './boot-text';
import { smallWorld } from '../../testing/small-world';
import { userData as rules } from './user-data';

const host = {
  key: 'testing/data.tfstate',
  resource: { aws_s3_bucket: { packages: { bucket: 'malinshopper-testing-packages' } } },
  output: { packageBucketName: '${aws_s3_bucket.packages.bucket}' },
};

const booting = (userData: unknown, text = ''): World =>
  smallWorld(
    [
      {
        key: 'policy-d728d/compute.tfstate',
        resource: { aws_launch_template: { web: { user_data: userData } } },
        locals: { text },
        reads: { 'data-of-testing': host.key },
      },
    ],
    [host],
  );
const templateOf = (world: World) => world.resources('aws_launch_template')[0]!;
const read = (userData: unknown, text?: string) => {
  const world = booting(userData, text);
  return bootTextOf(templateOf(world), world);
};

describe('the text that a machine runs at boot', () => {
  test.each([
    ['a local value, compressed', '${base64gzip(local.text)}'],
    ['a local value, in base64', '${base64encode(local.text)}'],
    ['base64', Buffer.from('echo "hello"').toString('base64')],
    ['base64 of compressed text', gzipSync('echo "hello"').toString('base64')],
  ])('is read from %s', (_what, userData) => {
    expect(read(userData, 'echo "hello"')).toBe('echo "hello"');
  });

  test.each([
    ['a text in the call', '${base64encode("echo hello")}'],
    ['a file', '${filebase64("user-data.sh")}'],
    ['a call in the call', '${base64gzip(templatefile("user-data.tftpl", {}))}'],
    ['a local value that does not exist', '${base64gzip(local.other)}'],
    ['a value that is not text', 42],
  ])('is not guessed from %s', (_what, userData) => {
    expect(read(userData)).toBeUndefined();
  });

  test('is empty where there is no user data', () => {
    expect(read(undefined)).toBe('');
  });
});

test('a branch that uses the bucket of its host is found', () => {
  const world = booting(
    '${base64gzip(local.text)}',
    'PACKAGES=${data.terraform_remote_state.data-of-testing.outputs.packageBucketName}',
  );
  const rule = rules.find(({ id }) => id === 'MAL_EC2_2')!;
  expect(rule.check(templateOf(world), world)).toBe('names data/packages of testing/data.tfstate');
});
