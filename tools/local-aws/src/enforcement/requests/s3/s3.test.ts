import { madeUpCall, madeUpWorld } from '../../../testing/made-up-world';
import { s3Address } from './address';
import { s3 } from '.';

const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/k-1';
const encryption =
  '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>' +
  `<KMSMasterKeyID>${KEY}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`;
const policy = { Version: '2012-10-17', Statement: [] };
const world = () =>
  madeUpWorld({
    'GET /sealed?encryption': encryption,
    'GET /sealed?policy': policy,
    'TrentService.DescribeKey': { KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER' } },
    'TrentService.GetKeyPolicy': { Policy: JSON.stringify(policy) },
  });

async function needed(request: string, headers: Record<string, string> = {}, body = '') {
  const [method = '', url = ''] = request.split(' ');
  const { pathname, searchParams } = new URL(url, 'http://embedded');
  const call = madeUpCall({ method, path: pathname, query: searchParams, body: Buffer.from(body) });
  const accesses = await s3({ ...call, headers: { ...call.headers, ...headers } }, { action: '', fields: {} }, world());
  return accesses?.map(({ action, resource }) => `${action} ${resource.replace('arn:aws:', '')}`);
}

test.each([
  ['GET /', ['s3:ListAllMyBuckets *']],
  ['GET /open?list-type=2&prefix=a/', ['s3:ListBucket s3:::open']],
  ['GET /open', ['s3:ListBucket s3:::open']],
  ['HEAD /open/', ['s3:ListBucket s3:::open']],
  ['GET /open?location', ['s3:GetBucketLocation s3:::open']],
  ['GET /open?versions&prefix=a', ['s3:ListBucketVersions s3:::open']],
  ['PUT /open?policy', ['s3:PutBucketPolicy s3:::open']],
  ['DELETE /open', ['s3:DeleteBucket s3:::open']],
  ['GET /open?publicAccessBlock', ['s3:GetBucketPublicAccessBlock s3:::open']],
  ['PUT /open?ownershipControls', ['s3:PutBucketOwnershipControls s3:::open']],
  ['DELETE /open?lifecycle', ['s3:PutLifecycleConfiguration s3:::open']],
  ['DELETE /open?website', ['s3:DeleteBucketWebsite s3:::open']],
  ['GET /open/a/b%20c?x-id=GetObject', ['s3:GetObject s3:::open/a/b c']],
  ['HEAD /open/a', ['s3:GetObject s3:::open/a']],
  ['GET /open/a?versionId=1', ['s3:GetObjectVersion s3:::open/a']],
  ['PUT /open/a', ['s3:PutObject s3:::open/a']],
  ['DELETE /open/a', ['s3:DeleteObject s3:::open/a']],
  ['DELETE /open/a?versionId=1', ['s3:DeleteObjectVersion s3:::open/a']],
  ['POST /open/a?uploads', ['s3:PutObject s3:::open/a']],
  ['PUT /open/a?partNumber=1&uploadId=u', ['s3:PutObject s3:::open/a']],
  ['POST /open/a?uploadId=u', ['s3:PutObject s3:::open/a']],
  ['DELETE /open/a?uploadId=u', ['s3:AbortMultipartUpload s3:::open/a']],
  ['GET /open/a?uploadId=u&max-parts=2', ['s3:ListMultipartUploadParts s3:::open/a']],
  ['GET /open/a?tagging', ['s3:GetObjectTagging s3:::open/a']],
])('%s needs %j', async (request, expected) => {
  await expect(needed(request)).resolves.toEqual(expected);
});

test.each([
  ['GET /sealed/a', ['kms:Decrypt']],
  ['HEAD /sealed/a', []],
  ['PUT /sealed/a', ['kms:GenerateDataKey']],
  ['POST /sealed/a?uploads', ['kms:GenerateDataKey']],
  ['PUT /sealed/a?partNumber=1&uploadId=u', ['kms:GenerateDataKey', 'kms:Decrypt']],
  ['POST /sealed/a?uploadId=u', ['kms:Decrypt']],
  ['DELETE /sealed/a', []],
])('%s in an encrypted bucket needs its key for %j', async (request, expected) => {
  const [, ...keys] = (await needed(request)) ?? [];
  expect(keys).toEqual(expected.map((action) => `${action} ${KEY.replace('arn:aws:', '')}`));
});

test.each([
  ['if-match', '"0a1b"'],
  ['if-none-match', '*'],
])('a write has %s among its condition keys', async (name, value) => {
  const call = madeUpCall({ method: 'PUT', path: '/open/a' });
  const [put] = (await s3({ ...call, headers: { [name]: value } }, { action: '', fields: {} }, world())) ?? [];
  expect(put).toMatchObject({ action: 's3:PutObject', context: { [`s3:${name}`]: value } });
});

test('a key is used through S3, for the bucket, and its policy counts', async () => {
  const call = madeUpCall({ method: 'PUT', path: '/sealed/a' });
  await expect(s3(call, { action: '', fields: {} }, world())).resolves.toEqual([
    { action: 's3:PutObject', resource: 'arn:aws:s3:::sealed/a', context: {}, resourcePolicy: policy },
    {
      action: 'kms:GenerateDataKey',
      resource: KEY,
      context: {
        'kms:ViaService': 's3.eu-west-1.amazonaws.com',
        'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::sealed',
      },
      resourcePolicy: policy,
    },
  ]);
});

test('a write that names another encryption needs that one', async () => {
  const header = { 'x-amz-server-side-encryption': 'AES256' };
  await expect(needed('PUT /sealed/a', header)).resolves.toEqual(['s3:PutObject s3:::sealed/a']);
  const other = { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': 'k-1' };
  await expect(needed('PUT /open/a', other)).resolves.toContain(
    'kms:GenerateDataKey kms:eu-west-1:111111111111:key/k-1',
  );
});

test('a copy reads its source and writes its target, each with its own key', async () => {
  const source = { 'x-amz-copy-source': '/sealed/a%20b?versionId=7' };
  await expect(needed('PUT /open/c', source)).resolves.toEqual([
    's3:PutObject s3:::open/c',
    's3:GetObjectVersion s3:::sealed/a b',
    'kms:Decrypt kms:eu-west-1:111111111111:key/k-1',
  ]);
  await expect(needed('PUT /sealed/c', { 'x-amz-copy-source': 'open/a' })).resolves.toEqual([
    's3:PutObject s3:::sealed/c',
    's3:GetObject s3:::open/a',
    'kms:GenerateDataKey kms:eu-west-1:111111111111:key/k-1',
  ]);
});

test('an ACL, tags and locks of a new object need permissions of their own', async () => {
  const headers = { 'x-amz-acl': 'private', 'x-amz-tagging': 'a=b', 'x-amz-object-lock-mode': 'GOVERNANCE' };
  const extra = ['s3:PutObjectAcl', 's3:PutObjectTagging', 's3:PutObjectRetention'];
  await expect(needed('PUT /open/a', headers)).resolves.toEqual(
    ['s3:PutObject', ...extra].map((action) => `${action} s3:::open/a`),
  );
});

test('a deletion of several objects needs each of them, in signed chunks too', async () => {
  const body =
    '5a;chunk-signature=x\r\n<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>a</Key></Object>' +
    '<Object><Key>b/c</Key><VersionId>2</VersionId></Object></Delete>\r\n0;chunk-signature=x\r\n';
  await expect(needed('POST /open?delete', {}, body)).resolves.toEqual([
    's3:DeleteObject s3:::open/a',
    's3:DeleteObjectVersion s3:::open/b/c',
  ]);
});

test('a listing contains its prefix', async () => {
  const call = madeUpCall({ path: '/open', query: new URLSearchParams('prefix=a/&delimiter=/&max-keys=5') });
  await expect(s3(call, { action: '', fields: {} }, world())).resolves.toMatchObject([
    { context: { 's3:prefix': 'a/', 's3:delimiter': '/', 's3:max-keys': '5' } },
  ]);
});

test.each(['PUT /open/a?torrent', 'GET /open/a?never-heard-of', 'PATCH /open/a', 'POST /open'])(
  '%s is not known',
  async (request) => {
    await expect(needed(request)).resolves.toBeUndefined();
  },
);

test.each([
  ['127.0.0.1:4566', '/b/k', 'b', 'k'],
  ['localhost:4566', '/b/k%2Fl', 'b', 'k/l'],
  ['s3.eu-west-1.amazonaws.com', '/b/k', 'b', 'k'],
  ['s3.amazonaws.com', '/b', 'b', ''],
  ['b.s3.eu-west-1.amazonaws.com', '/k/l', 'b', 'k/l'],
  ['b.with.dots.s3.amazonaws.com', '/', 'b.with.dots', ''],
  ['b.s3.dualstack.eu-west-1.amazonaws.com', '/k', 'b', 'k'],
  ['b.s3.localhost', '/k', 'b', 'k'],
])('%s%s is bucket %j, key %j', (host, path, bucket, key) => {
  expect(s3Address({ path, headers: { host } })).toEqual({ bucket, key });
});
