import { fakePlace, type FakeAnswers } from '../testing/fake-place';
import { refusal } from '../testing/fake-client';
import { sha } from '../testing/fake-part';
import { keyOf, NotUp, readNote, shaOf, storeRevision } from './store';

const note = { commit: 'c1', branch: 'main', pushedBy: 'ana', pushedAt: new Date(0) };
const missing = { HeadObject: refusal('NotFound') };
function store(answers: FakeAnswers, kind?: 'aws', ref?: string) {
  const { place, sent } = fakePlace({ codeDeploy: { RegisterApplicationRevision: () => ({}) }, ...answers }, ref, kind);
  return { stored: storeRevision(place, { sha256: sha('ab'), bytes: Buffer.from('zip'), note }), sent };
}

describe('a revision', () => {
  test('is stored under its checksum, which S3 verifies, never over another, and registered with CodeDeploy', async () => {
    const { stored, sent } = store({ s3: { ...missing, PutObject: () => ({}) } });
    await expect(stored).resolves.toBe(true);
    expect(sent.s3[1]!.input).toMatchObject({
      Bucket: 'packages',
      Key: `releases/${sha('ab')}.zip`,
      ChecksumSHA256: Buffer.from(sha('ab'), 'hex').toString('base64'),
      IfNoneMatch: '*',
      Metadata: { commit: 'c1', branch: 'main', 'pushed-by': 'ana' },
    });
    expect(sent.codeDeploy).toMatchObject([
      {
        command: 'RegisterApplicationRevision',
        input: { applicationName: 'testing-malinshopper', description: 'c1 of main' },
      },
    ]);
  });

  test('that exists is not uploaded, but registered', async () => {
    const { stored, sent } = store({ s3: { HeadObject: () => ({ Metadata: {} }) } });
    await expect(stored).resolves.toBe(false);
    expect([sent.s3.length, sent.codeDeploy.length]).toEqual([1, 1]);
  });

  test('that exists, without the caller seeing it, is not overwritten', async () => {
    const { stored } = store({ s3: { HeadObject: refusal('Forbidden'), PutObject: refusal('PreconditionFailed') } });
    await expect(stored).resolves.toBe(false);
  });

  test.each([
    [{ s3: { ...missing, PutObject: refusal('NoSuchBucket') } }, 'The package bucket packages does not exist'],
    [
      {
        s3: { ...missing, PutObject: () => ({}) },
        codeDeploy: { RegisterApplicationRevision: refusal('ApplicationDoesNotExistException') },
      },
      'The application testing-malinshopper does not exist',
    ],
  ])('has no place in an environment that is not deployed', async (answers, message) => {
    const { stored } = store(answers);
    await expect(stored).rejects.toThrow(
      `${message}: environment testing must be deployed first (\`npm start -- testing\`).`,
    );
    await expect(stored).rejects.toBeInstanceOf(NotUp);
  });

  test('has no place on the real AWS either, where another command deploys the environment', async () => {
    const { stored } = store({ s3: { ...missing, PutObject: refusal('NoSuchBucket') } }, 'aws');
    await expect(stored).rejects.toThrow('(`npx nx deploy delivery -c testing`)');
  });

  test('that may not be written names the missing permission', async () => {
    const { stored } = store({ s3: { ...missing, PutObject: refusal('AccessDenied', 'no') } });
    await expect(stored).rejects.toThrow(
      'The revision cannot be put into packages (AccessDenied: no). arn:aws:sts::444455556666:assumed-role/release/ana must be ' +
        'allowed to write releases/* there.',
    );
  });

  test('that may not be registered with CodeDeploy reports it', async () => {
    const codeDeploy = { RegisterApplicationRevision: refusal('AccessDeniedException', 'no') };
    const { stored } = store({ s3: { ...missing, PutObject: () => ({}) }, codeDeploy });
    await expect(stored).rejects.toThrow(
      'cannot register the revision with testing-malinshopper (AccessDeniedException: no).',
    );
  });

  test('fails with any other error of reading its object', async () => {
    const { place } = fakePlace({ s3: { HeadObject: refusal('SlowDown') } });
    await expect(readNote(place, sha('1'))).rejects.toThrow('SlowDown');
  });

  test('is identified by its key, and other objects are none', () => {
    expect(shaOf(keyOf(sha('1')))).toBe(sha('1'));
    for (const key of [undefined, 'releases/app.zip', `software/${sha('1')}.zip`]) expect(shaOf(key)).toBeUndefined();
  });
});
