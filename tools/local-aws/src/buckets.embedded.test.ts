import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { assumeEmbeddedAccount } from './account';
import { embeddedEndpoint } from './address';
import { startEmbeddedAws, stopEmbeddedAws } from './daemon';

const Bucket = 'versioned';
let s3: S3Client;

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4618';
  await startEmbeddedAws();
  const credentials = await assumeEmbeddedAccount('444455556666');
  s3 = new S3Client({ endpoint: embeddedEndpoint(), region: 'eu-west-1', credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
});

afterAll(() => stopEmbeddedAws());

async function folders(): Promise<(string | undefined)[]> {
  const { CommonPrefixes = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/', Delimiter: '/' }));
  return CommonPrefixes.map(({ Prefix }) => Prefix);
}

test('a folder of a versioned bucket is listed as long as it contains something', async () => {
  const keys = ['a/kept/one', 'a/kept/two', 'a/gone/one', 'a/gone/two'];
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  expect(await folders()).toEqual(['a/gone/', 'a/kept/']);
  for (const Key of ['a/kept/one', 'a/gone/one', 'a/gone/two']) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  expect(await folders()).toEqual(['a/kept/']);
});

test('a versioned bucket is emptied, deletion markers included, and can then be deleted', async () => {
  for (const Key of ['b/one', 'b/two']) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'y' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
  // Twice, as the provider does it: versions first, then the markers of deletions.
  for (const kind of ['Versions', 'DeleteMarkers'] as const) {
    const found = (await s3.send(new ListObjectVersionsCommand({ Bucket })))[kind] ?? [];
    const Objects = found.map(({ Key = '', VersionId }) => ({ Key, VersionId }));
    expect(Objects).not.toEqual([]);
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Errors).toEqual([]);
  }
  await expect(s3.send(new DeleteBucketCommand({ Bucket }))).resolves.toBeDefined();
});
