import { judge } from '../judge';
import { smallWorld } from '../testing/small-world';
import { sameThings } from './same-thing';

const at = (path: string, config: object) => ({ ...config, '//': { metadata: { path } } });
/** The findings in the stack of an app, with the paths of the resources. */
const found = (resource: Record<string, Record<string, object>>) =>
  judge(smallWorld([{ key: 'policy/data.tfstate', resource }]), sameThings).flatMap(({ resource: { path }, fault }) =>
    fault === undefined ? [] : [`${path}: ${fault}`],
  );

const zone = { aws_route53_zone: { main: at('data/zone', { name: 'example.com' }) } };
const records = (...names: string[]) => ({
  ...zone,
  aws_route53_record: Object.fromEntries(
    names.map((name, index) => [
      `r${index}`,
      at(`data/${index}`, { zone_id: '${aws_route53_zone.main.zone_id}', name, type: 'A' }),
    ]),
  ),
});

test.each([
  ['with and without the zone', 'www', 'www.example.com'],
  ['in capitals', 'www', 'WWW'],
  ['with the last dot', 'www.example.com.', 'www'],
  ['with an asterisk by its code', '*', '\\052.example.com'],
])('two records of one name are the same in every spelling: %s', (_how, one, other) => {
  expect(found(records(one, other))).toEqual([
    'data/0: sets the same as aws_route53_record.r1 of data (data/1): the last one wins',
    'data/1: sets the same as aws_route53_record.r0 of data (data/0): the last one wins',
  ]);
});

test('records of other names or types, queues without a name, and keys are not the same', () => {
  expect(found(records('www', 'mail'))).toEqual([]);
  expect(found({ aws_sqs_queue: { a: at('data/a', {}), b: at('data/b', {}) } })).toEqual([]);
  expect(found({ aws_kms_key: { a: at('data/a', {}), b: at('data/b', {}) } })).toEqual([]);
});

test('a resource that an account can have once in a region exists once', () => {
  expect(
    found({
      aws_ebs_encryption_by_default: { a: at('data/a', { enabled: true }), b: at('data/b', { enabled: false }) },
    }),
  ).toHaveLength(2);
});

test('a setting of a resource that a literal names, or that another app creates, is reported', () => {
  const lock = (bucket: string) => ({ aws_s3_bucket_public_access_block: { a: at('data/a', { bucket }) } });
  expect(found(lock('a-bucket'))).toEqual(['data/a: has bucket "a-bucket", and no reference: no rule can follow it']);
  expect(found(lock('${data.terraform_remote_state.compute.outputs.bucket}'))).toEqual([
    'data/a: has bucket ${data.terraform_remote_state.compute.outputs.bucket}: only the app that creates it may set it',
  ]);
});

test('a path of another app, and a path that exists twice, are reported: waivers go by paths', () => {
  expect(found({ aws_kms_key: { a: at('compute/a', {}) } })).toEqual([
    'compute/a: has the path of another app: compute/a',
  ]);
  expect(found({ aws_kms_key: { a: at('data/a', {}), b: at('data/a', {}) } })).toHaveLength(2);
});
