import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { startEmbeddedAws, stopEmbeddedAws } from '../../../daemon';
import { allow, expectRefused, JudgedInstance, policy } from '../../../testing/judged-instance';

const LIMIT_MS = 30 * 60_000;

let instance: JudgedInstance;
let owners: S3Client;
let s3: S3Client;

const inFetcher = (Key: string) => ({ Bucket: 'content', Key: `fetcher/${Key}` });

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4617';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  instance = await JudgedInstance.start();
  [owners, s3] = [new S3Client(instance.owner), new S3Client(instance.settings)];
  const key = await instance.key();
  await instance.bucket('content', key);
  await instance.bucket('others');
  const overHttp = allow('s3:*', 'arn:aws:s3:::content/*', { Bool: { 'aws:SecureTransport': 'false' } });
  const Policy = policy({ ...overHttp, Effect: 'Deny', Principal: '*' });
  await owners.send(new PutBucketPolicyCommand({ Bucket: 'content', Policy }));
  for (const [Bucket, Key] of [
    ['content', 'web/a'],
    ['content', 'fetcher/a'],
    ['content', 'updater/a'],
    ['others', 'a'],
  ]) {
    await owners.send(new PutObjectCommand({ Bucket, Key, Body: 'present' }));
  }
  await instance.permit(
    'content',
    allow(['s3:ListBucket', 's3:GetBucketLocation'], 'arn:aws:s3:::content'),
    allow('s3:GetObject', 'arn:aws:s3:::content/*'),
    allow(
      ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      'arn:aws:s3:::content/fetcher/*',
    ),
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], key, {
      StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
    }),
  );
}, LIMIT_MS);

afterAll(async () => {
  await stopEmbeddedAws();
}, LIMIT_MS);

test('an instance reads and lists the objects that its role may read', async () => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'content', Key: 'web/a' }));
  await expect(Body?.transformToString()).resolves.toBe('present');
  await s3.send(new HeadObjectCommand({ Bucket: 'content', Key: 'updater/a' }));
  await s3.send(new ListObjectsCommand({ Bucket: 'content' }));
  await s3.send(new ListObjectsV2Command({ Bucket: 'content', Prefix: 'web/' }));
  await s3.send(new GetBucketLocationCommand({ Bucket: 'content' }));
});

test('another bucket is closed to it, versions and policies are too', async () => {
  await expectRefused(
    s3.send(new GetObjectCommand({ Bucket: 'others', Key: 'a' })),
    's3:GetObject on resource: arn:aws:s3:::others/a',
  );
  await expectRefused(s3.send(new ListObjectsV2Command({ Bucket: 'others' })), 's3:ListBucket');
  await expectRefused(s3.send(new GetObjectCommand({ ...inFetcher('a'), VersionId: '1' })), 's3:GetObjectVersion');
  await expectRefused(
    s3.send(new PutBucketPolicyCommand({ Bucket: 'content', Policy: policy() })),
    's3:PutBucketPolicy',
  );
  await expectRefused(s3.send(new DeleteBucketCommand({ Bucket: 'content' })), 's3:DeleteBucket');
});

test('a HEAD is refused with the status alone', async () => {
  const refused = s3.send(new HeadObjectCommand({ Bucket: 'others', Key: 'a' }));
  await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
});

test('it writes and deletes under its own prefix only', async () => {
  await s3.send(new PutObjectCommand({ ...inFetcher('new'), Body: 'new' }));
  await s3.send(new DeleteObjectCommand(inFetcher('new')));
  const foreign = { Bucket: 'content', Key: 'updater/a' };
  await expectRefused(
    s3.send(new PutObjectCommand({ ...foreign, Body: 'mine' })),
    's3:PutObject on resource: arn:aws:s3:::content/updater/a',
  );
  await expectRefused(s3.send(new PutObjectCommand({ Bucket: 'content', Key: 'fetcher', Body: 'x' })), 's3:PutObject');
  await expectRefused(s3.send(new DeleteObjectCommand(foreign)), 's3:DeleteObject');
  const { Body } = await s3.send(new GetObjectCommand(foreign));
  await expect(Body?.transformToString()).resolves.toBe('present');
});

test('several deletions are refused for the one that is not allowed', async () => {
  const deletion = (...keys: string[]) =>
    s3.send(new DeleteObjectsCommand({ Bucket: 'content', Delete: { Objects: keys.map((Key) => ({ Key })) } }));
  await s3.send(new PutObjectCommand({ ...inFetcher('one'), Body: '1' }));
  await expectRefused(deletion('fetcher/one', 'web/a'), 's3:DeleteObject on resource: arn:aws:s3:::content/web/a');
  const { Deleted } = await deletion('fetcher/one');
  expect(Deleted).toMatchObject([{ Key: 'fetcher/one' }]);
});

test('a copy needs its source and its target', async () => {
  const copy = (CopySource: string, Key: string) =>
    s3.send(new CopyObjectCommand({ Bucket: 'content', Key, CopySource }));
  await copy('content/web/a', 'fetcher/copy');
  await expectRefused(copy('others/a', 'fetcher/copy'), 's3:GetObject on resource: arn:aws:s3:::others/a');
  await expectRefused(copy('content/fetcher/a', 'web/copy'), 's3:PutObject on resource: arn:aws:s3:::content/web/copy');
});

test('an upload in parts goes where a whole one may go', async () => {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(inFetcher('large')));
  const { ETag } = await s3.send(
    new UploadPartCommand({ ...inFetcher('large'), UploadId, PartNumber: 1, Body: 'part' }),
  );
  await s3.send(new ListPartsCommand({ ...inFetcher('large'), UploadId }));
  const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
  await s3.send(new CompleteMultipartUploadCommand({ ...inFetcher('large'), UploadId, MultipartUpload }));
  const { Body } = await s3.send(new GetObjectCommand(inFetcher('large')));
  await expect(Body?.transformToString()).resolves.toBe('part');

  const { UploadId: unwanted } = await s3.send(new CreateMultipartUploadCommand(inFetcher('large')));
  await s3.send(new AbortMultipartUploadCommand({ ...inFetcher('large'), UploadId: unwanted }));
  await expectRefused(
    s3.send(new CreateMultipartUploadCommand({ Bucket: 'content', Key: 'web/large' })),
    's3:PutObject',
  );
});

test('a changed policy and a changed key of the bucket are seen at once', async () => {
  const read = () => s3.send(new GetObjectCommand({ Bucket: 'others', Key: 'a' }));
  await expectRefused(read(), 's3:GetObject');
  await instance.permit('more', allow('s3:GetObject', 'arn:aws:s3:::others/*'));
  await read();
  const key = await instance.key();
  await instance.encrypt('others', key);
  await expectRefused(read(), `kms:Decrypt on resource: ${key}`);
  const Policy = policy({ ...allow('s3:*', 'arn:aws:s3:::others/*'), Effect: 'Deny', Principal: '*' });
  await owners.send(new PutBucketPolicyCommand({ Bucket: 'others', Policy }));
  await expect(read()).rejects.toThrow('with an explicit deny in a resource-based policy');
});

test('the owner of the account is not judged', async () => {
  await owners.send(new PutObjectCommand({ Bucket: 'content', Key: 'x', Body: 'x' }));
  await owners.send(new DeleteObjectCommand({ Bucket: 'content', Key: 'x' }));
});
