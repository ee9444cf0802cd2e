import { fakeS3, fakeSession, s3Error } from '../testing/fake-session';
import { ensureStateBucket } from './bucket';
import { withTlsStatement } from './bucket-settings';

const place = { bucket: 'states', key: 'testing/network.tfstate', region: 'eu-west-1' };

const complete: Record<string, object> = {
  GetBucketVersioning: { Status: 'Enabled' },
  GetBucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [{}] } },
  GetPublicAccessBlock: {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  },
  GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
  GetBucketPolicy: { Policy: JSON.stringify(withTlsStatement('states', undefined)) },
};

test('a bucket with all settings is only read', async () => {
  const { client, sent } = fakeS3(new Map(), (command) => complete[command] ?? {});
  await ensureStateBucket(fakeSession(client), place);
  expect(sent.filter((command) => !/^(Get|Head)/.test(command))).toEqual([]);
});

test('a missing bucket is made with all its settings, once for all apps at the same time', async () => {
  let made = false;
  const { client, sent } = fakeS3(new Map(), (command) => {
    if (command === 'HeadBucket' && !made) throw s3Error('NotFound');
    if (command === 'CreateBucket') made = true;
    if (command === 'GetBucketPolicy') throw s3Error('NoSuchBucketPolicy');
    return {};
  });
  const session = fakeSession(client);
  await Promise.all([ensureStateBucket(session, place), ensureStateBucket(session, place)]);
  expect(sent.filter((command) => /^(Create|Put)/.test(command)).sort()).toEqual([
    'CreateBucket',
    'PutBucketEncryption',
    'PutBucketOwnershipControls',
    'PutBucketPolicy',
    'PutBucketVersioning',
    'PutPublicAccessBlock',
  ]);
});

test('a bucket that another command makes at the same time is used', async () => {
  let asked = 0;
  const { client } = fakeS3(new Map(), (command) => {
    if (command === 'HeadBucket' && (asked += 1) === 1) throw s3Error('NotFound');
    if (command === 'CreateBucket') throw s3Error('BucketAlreadyOwnedByYou', 409);
    return complete[command] ?? {};
  });
  await expect(ensureStateBucket(fakeSession(client), place)).resolves.toBeUndefined();
});

test('a request is repeated while S3 is busy with the bucket', async () => {
  let refused = false;
  const { client, sent } = fakeS3(new Map(), (command) => {
    if (command === 'GetBucketVersioning') return {};
    if (command === 'PutBucketVersioning' && !refused) {
      refused = true;
      throw s3Error('OperationAborted', 409);
    }
    return complete[command] ?? {};
  });
  await ensureStateBucket(fakeSession(client), place);
  expect(sent.filter((command) => command === 'PutBucketVersioning')).toHaveLength(2);
});

test('a plan leaves the settings of an existing bucket alone', async () => {
  const { client, sent } = fakeS3(new Map());
  await ensureStateBucket(fakeSession(client), place, { settings: false });
  expect(sent).toEqual(['HeadBucket']);
});

test.each([
  ['HeadBucket', s3Error('Forbidden', 403)],
  ['CreateBucket', s3Error('BucketAlreadyExists', 409)],
])('throws when %s shows that the bucket belongs to another account', async (where, error) => {
  const { client } = fakeS3(new Map(), (command) => {
    if (command === where) throw error;
    if (command === 'HeadBucket') throw s3Error('NotFound');
    return {};
  });
  await expect(ensureStateBucket(fakeSession(client), place)).rejects.toThrow(
    'The state bucket states belongs to another AWS account, or arn:aws:iam::444455556666:user/test is not allowed to use it.',
  );
});

test.each([
  ['answers with that region', () => ({ BucketRegion: 'eu-central-1' })],
  [
    'redirects to that region',
    () => {
      const headers = { 'x-amz-bucket-region': 'eu-central-1' };
      throw Object.assign(s3Error('PermanentRedirect', 301), { $response: { headers } });
    },
  ],
])('a bucket of another region is refused where S3 %s, and nothing is written', async (_, answer) => {
  const { client, sent } = fakeS3(new Map(), answer);
  await expect(ensureStateBucket(fakeSession(client), place)).rejects.toThrow(
    'The state bucket states is in eu-central-1, and the home region of its account in environments/src/accounts.ts is eu-west-1. Nothing was touched.',
  );
  expect(sent).toEqual(['HeadBucket']);
});

test('an error of S3 without a region is not changed', async () => {
  const { client } = fakeS3(new Map(), () => {
    throw s3Error('InternalError', 500);
  });
  await expect(ensureStateBucket(fakeSession(client), place)).rejects.toThrow('InternalError');
});

test('the policy keeps the statements of others', () => {
  const policy = withTlsStatement('states', { Statement: [{ Sid: 'Theirs' }] });
  expect(policy.Statement.map(({ Sid }) => Sid)).toEqual(['Theirs', 'TlsOnly', 'Tls12OrNewer']);
});
