import { smallWorld } from '../testing/small-world';
import { missingRows } from './missing';

const rowsFor = (config: object) =>
  missingRows([
    smallWorld([{ key: 'policy/data.tfstate', resource: { aws_s3_bucket_versioning: { a: config }, aws_new: {} } }]),
  ]);
const versioning = { bucket: '${aws_s3_bucket.a.id}', versioning_configuration: [{ status: 'Enabled' }] };

test('attributes without a row are printed, and rows that no environment needs', () => {
  expect(rowsFor({ ...versioning, mfa: 'none' })).toBe('aws_s3_bucket_versioning: no row has mfa');
  expect(rowsFor({ bucket: 'a' })).toBe(
    'aws_s3_bucket_versioning: no environment sets versioning_configuration.status',
  );
});

test('for a type without rows, all attributes are printed', () => {
  const world = smallWorld([
    { key: 'policy/data.tfstate', resource: { aws_new: { a: { name: 'a', rule: [{ id: 1 }] } } } },
  ]);
  expect(missingRows([world])).toBe('aws_new: no row has name rule.id');
});

test('nothing is missing if all attributes are judged', () => {
  expect(rowsFor(versioning)).toMatch(/^Every attribute/);
});
