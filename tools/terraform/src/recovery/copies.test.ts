import { BackupClient } from '@aws-sdk/client-backup';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { bucketCopy, restoreCopy } from './copies';

const session = fakeSession(fakeS3(new Map()).client);
const answering = (...answers: readonly object[]) => {
  const left = [...answers];
  const send = async () => left.shift() ?? answers.at(-1);
  return jest.spyOn(BackupClient.prototype, 'send').mockImplementation(send as unknown as () => void);
};
afterEach(() => jest.restoreAllMocks());

const point = (RecoveryPointArn: string, day: number, more: object = {}) => ({
  ...{ RecoveryPointArn, ResourceArn: 'arn:aws:s3:::content', Status: 'COMPLETED' },
  ...{ CreationDate: new Date(Date.UTC(2026, 10, day)), ...more },
});
const points = [
  point('old', 1),
  point('new', 2),
  point('half', 3, { Status: 'PARTIAL' }),
  point('another', 4, { ResourceArn: 'arn:aws:s3:::other' }),
];

test('the newest copy of the bucket that is whole is taken, or the one that is named', async () => {
  answering({ RecoveryPoints: points });
  await expect(bucketCopy(session, 'production', 'content')).resolves.toMatchObject({ arn: 'new' });
  await expect(bucketCopy(session, 'production', 'content', 'old')).resolves.toMatchObject({ arn: 'old' });
});

test('a copy that is not there is refused with those that are', async () => {
  answering({ RecoveryPoints: points });
  await expect(bucketCopy(session, 'production', 'content', 'half')).rejects.toThrow(
    'The vault production has no copy half of content that is complete. Nothing was restored. The newest are new of 2026-11-02T00:00:00.000Z, old',
  );
  answering({});
  await expect(bucketCopy(session, 'production', 'content')).rejects.toThrow('Look at the jobs of AWS Backup.');
});

const copy = { arn: 'new', at: new Date(0) };

test('a restore is waited for', async () => {
  const send = answering({ RestoreJobId: '1' }, { Status: 'RUNNING' }, { Status: 'COMPLETED' });
  await restoreCopy(session, 'arn:role', 'content', copy);
  expect(send).toHaveBeenCalledTimes(3);
});

test.each(['FAILED', 'ABORTED'])('a restore that ends as %s is an error with its reason', async (Status) => {
  answering({ RestoreJobId: '1' }, { Status, StatusMessage: 'no rights' });
  await expect(restoreCopy(session, 'arn:role', 'content', copy)).rejects.toThrow(
    'AWS Backup could not restore new into content: no rights (job 1).',
  );
});
