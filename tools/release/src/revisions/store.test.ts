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
  test('is stored under its checksum, which S3 is to check, never over another, and made known to CodeDeploy', async () => {
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

  test('that is there is not uploaded, but made known', async () => {
    const { stored, sent } = store({ s3: { HeadObject: () => ({ Metadata: {} }) } });
    await expect(stored).resolves.toBe(false);
    expect([sent.s3.length, sent.codeDeploy.length]).toEqual([1, 1]);
  });

  test('that is there, and that the caller may not see, is not overwritten', async () => {
    const { stored } = store({ s3: { HeadObject: refusal('Forbidden'), PutObject: refusal('PreconditionFailed') } });
    await expect(stored).resolves.toBe(false);
  });

  test.each([
    [{ s3: { ...missing, PutObject: refusal('NoSuchBucket') } }, 'The package bucket packages is not there'],
    [
      {
        s3: { ...missing, PutObject: () => ({}) },
        codeDeploy: { RegisterApplicationRevision: refusal('ApplicationDoesNotExistException') },
      },
      'The application testing-malinshopper is not there',
    ],
  ])('has no place in an environment that is not up', async (answers, message) => {
    const { stored } = store(answers);
    await expect(stored).rejects.toThrow(
      `${message}: environment testing has to be up first (\`npm start -- testing\`).`,
    );
    await expect(stored).rejects.toBeInstanceOf(NotUp);
  });

  test('has no place on the real AWS either, where another command brings the environment up', async () => {
    const { stored } = store({ s3: { ...missing, PutObject: refusal('NoSuchBucket') } }, 'aws');
    await expect(stored).rejects.toThrow('(`npx nx deploy delivery -c testing`)');
  });

  test('that may not be written says who has to be allowed what', async () => {
    const { stored } = store({ s3: { ...missing, PutObject: refusal('AccessDenied', 'no') } });
    await expect(stored).rejects.toThrow(
      'The revision cannot be put into packages (AccessDenied: no). arn:aws:sts::444455556666:assumed-role/release/ana has to be ' +
        'allowed to write releases/* there.',
    );
  });

  test('that CodeDeploy may not be told says so', async () => {
    const codeDeploy = { RegisterApplicationRevision: refusal('AccessDeniedException', 'no') };
    const { stored } = store({ s3: { ...missing, PutObject: () => ({}) }, codeDeploy });
    await expect(stored).rejects.toThrow(
      'cannot make the revision known to testing-malinshopper (AccessDeniedException: no).',
    );
  });

  test('whose object cannot be looked at for another reason fails with it', async () => {
    const { place } = fakePlace({ s3: { HeadObject: refusal('SlowDown') } });
    await expect(readNote(place, sha('1'))).rejects.toThrow('SlowDown');
  });

  test('is known by its key, and other objects are none', () => {
    expect(shaOf(keyOf(sha('1')))).toBe(sha('1'));
    for (const key of [undefined, 'releases/app.zip', `software/${sha('1')}.zip`]) expect(shaOf(key)).toBeUndefined();
  });
});
