import { BackupClient } from '@aws-sdk/client-backup';
import { environment } from '@malinshopper/environments';
import { rehearseDisaster } from './command';
import { ContentDeleted } from './content';
import { minutesBetweenCopies, nightlyCopy } from './copies';
import { DatabaseDeleted } from './database';
import type { Scene } from './disaster';

const production = environment('production');
type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>>;

/** Clients that answer each command by its name. */
function scene(answers: Answers): Scene {
  const send = async ({
    constructor: { name },
    input,
  }: {
    constructor: { name: string };
    input: Record<string, unknown>;
  }) => answers[name.replace('Command', '')]?.(input) ?? {};
  const config = { region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  return { environment: production, clients: { s3: { send }, rds: { send, config } } as unknown as Scene['clients'] };
}
function backup(answers: Answers): void {
  const { send } = (scene(answers).clients as unknown as { s3: { send: unknown } }).s3;
  jest.spyOn(BackupClient.prototype, 'send').mockImplementation(send as () => void);
}
afterEach(() => jest.restoreAllMocks());

/** A bucket in memory. */
function bucketOf(objects: Map<string, string>): Answers {
  return {
    PutObject: ({ Key, Body }) => objects.set(Key as string, Body as string),
    ListObjectsV2: () => ({ Contents: [...objects.keys()].map((Key) => ({ Key })) }),
    GetObject: ({ Key }) => ({ Body: { transformToByteArray: async () => Buffer.from(objects.get(Key as string)!) } }),
  };
}

test('an object that is another one, is gone, or came from elsewhere is no recovery', async () => {
  const objects = new Map<string, string>();
  const at = scene(bucketOf(objects));
  const disaster = new ContentDeleted();
  await disaster.prepare(at);
  await expect(disaster.prove(at)).resolves.toMatchObject({ proof: '3 objects, byte for byte' });
  objects.set('more', 'x');
  await expect(disaster.prove(at)).rejects.toThrow('more came back, and was not there before the disaster.');
  objects.set('images/first.txt', 'an image');
  await expect(disaster.prove(at)).rejects.toThrow('images/first.txt is not what it was before the disaster.');
  objects.clear();
  await expect(disaster.prove(at)).rejects.toThrow('is not what it was before the disaster.');
});

const TagList = [{ Key: 'Environment', Value: 'production' }];
const server = {
  DBInstanceIdentifier: 'shop',
  DBInstanceArn: 'arn:shop',
  DbiResourceId: 'db-A',
  MultiAZ: true,
  TagList,
};
const copied = {
  StartBackupJob: () => ({ BackupJobId: '1' }),
  DescribeBackupJob: () => ({ State: 'COMPLETED', CreationDate: new Date() }),
};

test('a server that was never deleted, or has another setting, is no recovery', async () => {
  backup(copied);
  let servers: object[] = [server];
  const at = scene({ DescribeDBInstances: () => ({ DBInstances: servers }) });
  const disaster = new DatabaseDeleted();
  await disaster.prepare(at);
  await expect(disaster.prove(at)).rejects.toThrow('shop was never deleted.');
  servers = [{ ...server, DbiResourceId: 'db-B', MultiAZ: false }];
  await expect(disaster.prove(at)).rejects.toThrow(
    'The restored server has a different MultiAZ: false. The original server had true.',
  );
  servers = [];
  await expect(disaster.prove(at)).rejects.toThrow('production has 0 database servers, and should have one.');
});

test('a server without deletion protection is a fault of the environment', async () => {
  backup(copied);
  const at = scene({ DescribeDBInstances: () => ({ DBInstances: [server] }) });
  const disaster = new DatabaseDeleted();
  await disaster.prepare(at);
  await expect(disaster.cause(at)).rejects.toThrow('shop can be deleted at once: its deletion protection is off.');
});

test('a copy that fails is no preparation', async () => {
  backup({ ...copied, DescribeBackupJob: () => ({ State: 'FAILED', StatusMessage: 'too close to a window' }) });
  await expect(nightlyCopy(scene({}), 'arn:shop')).rejects.toThrow(
    'AWS Backup has made no copy of arn:shop: too close to a window',
  );
});

const plans = (ScheduleExpression: string): Answers => ({
  ListBackupPlans: () => ({ BackupPlansList: [{ BackupPlanName: 'production-daily', BackupPlanId: '1' }] }),
  GetBackupPlan: () => ({
    BackupPlan: { Rules: [{ ScheduleExpression, StartWindowMinutes: 60, CompletionWindowMinutes: 360 }] },
  }),
});

test('how much is lost at most is computed from the deployed plan', async () => {
  backup(plans('cron(30 4 * * ? *)'));
  await expect(minutesBetweenCopies(scene({}))).resolves.toBe(31 * 60);
  backup(plans('cron(30 4 ? * SUN *)'));
  await expect(minutesBetweenCopies(scene({}))).rejects.toThrow(
    'The schedule cron(30 4 ? * SUN *) of the backup plan is not understood',
  );
  backup({});
  await expect(minutesBetweenCopies(scene({}))).rejects.toThrow('production has no backup plan: nothing makes copies.');
});

test('a disaster that is not known is refused before anything is begun', async () => {
  await expect(rehearseDisaster(['flood'])).rejects.toThrow(
    'The drill knows no disaster "flood": choose from database, content, versions.',
  );
});
