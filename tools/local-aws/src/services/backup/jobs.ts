import { randomUUID } from 'node:crypto';
import type { Call, Forward, Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { child, element, list, parseXml, text } from '../../protocols/xml';
import { OF_AWS_BACKUP, type ServerCopies } from '../rds/copies';
import { motoAs } from '../moto-as';
import { objectsOf, type KeptObject } from './objects';
import { closedAt, type ServerWindows } from './windows';

/** The jobs and the copies of an account in a region. */
export interface Copies {
  /** By id (API reference: BackupJob), the oldest first. */
  readonly jobs: Map<string, JsonObject>;
  /** Recovery points by ARN. */
  readonly points: Map<string, JsonObject>;
  /** The objects in a copy of a bucket, by the ARN of the recovery point. */
  readonly objects: Map<string, readonly KeptObject[]>;
}

export const copies = () =>
  new Store<Copies>('backup/copies', () => ({ jobs: new Map(), points: new Map(), objects: new Map() }));

/** The ARNs of the resources that are copied here, and AWS Backup's names for their types. */
const types: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws:rds:[^:]*:\d+:db:(.+)$/, 'RDS'],
  [/^arn:aws:s3:::([^/]+)$/, 'S3'],
];

/**
 * Jobs that a call starts, and their recovery points (API reference: StartBackupJob, DescribeBackupJob, ListBackupJobs,
 * ListRecoveryPointsByBackupVault, DescribeRecoveryPoint, DeleteRecoveryPoint). In this emulator, a backup plan starts
 * no jobs. A job ends at once. The job of a database server fails during the windows of the server, as on AWS;
 * otherwise it creates a snapshot of the server.
 * @param now returns the time
 */
export function jobs(store: Store<Copies>, now: () => Date, servers: ServerCopies): Record<string, Operation> {
  return {
    'PUT /backup-jobs': async (call, moto) => {
      const request = jsonParameters(call);
      const vault = jsonText(request['BackupVaultName']);
      const arn = jsonText(request['ResourceArn']);
      const found = types.map(([pattern, type]) => [pattern.exec(arn)?.[1], type] as const).find(([name]) => name);
      if (!found) {
        const known = types.map(([, type]) => type).join(', ');
        throw new AwsFailure(
          'InvalidParameterValueException',
          `The embedded AWS copies ${known}, and nothing such as ${arn}: complete tools/local-aws/src/services/backup/jobs.ts.`,
        );
      }
      const reply = await moto({ ...call, method: 'GET', path: `/backup-vaults/${vault}`, body: Buffer.alloc(0) });
      if (reply.status !== 200) return reply;
      const [name = '', ResourceType] = found;
      const closed = ResourceType === 'RDS' ? closedAt(now(), await windowsOf(call, moto, name)) : undefined;
      const job = started(store.of(call), call, { ...request, ResourceType }, now(), closed);
      const point = jsonText(job['RecoveryPointArn']);
      if (point !== '' && ResourceType === 'RDS') await servers.take(call, moto, name, snapshotOf(point));
      if (point !== '' && ResourceType === 'S3') store.of(call).objects.set(point, await objectsOf(call, moto, name));
      return jsonReply(job);
    },
    'GET /backup-jobs/{JobId}': (call) => {
      const id = call.pathParameters['JobId'] ?? '';
      const job = store.of(call).jobs.get(id);
      if (!job) throw new AwsFailure('ResourceNotFoundException', `The requested job ${id} does not exist.`, 404);
      return jsonReply(job);
    },
    'GET /backup-jobs': (call) => jsonReply({ BackupJobs: listed(store.of(call), call.query) }),
    'GET /backup-vaults/{Vault}/recovery-points': async (call, moto) => {
      const vault = await moto({ ...call, path: call.path.replace(/\/recovery-points\/?$/, '') });
      if (vault.status !== 200) return vault;
      return jsonReply({ RecoveryPoints: pointsOf(store.of(call), call.pathParameters['Vault'] ?? '') });
    },
    'GET /backup-vaults/{Vault}/recovery-points/{Arn+}': (call) => jsonReply(pointOf(store.of(call), call)),
    'DELETE /backup-vaults/{Vault}/recovery-points/{Arn+}': async (call, moto) => {
      const { points, objects } = store.of(call);
      const { RecoveryPointArn, ResourceType } = pointOf(store.of(call), call);
      const arn = jsonText(RecoveryPointArn);
      await assertUnlocked(call, moto);
      points.delete(arn);
      objects.delete(arn);
      if (ResourceType === 'RDS') await servers.drop(call, moto, snapshotOf(arn));
      return jsonReply();
    },
  };
}

/** @throws AwsFailure if the vault has no such recovery point */
export function pointOf({ points }: Copies, { pathParameters }: Pick<Call, 'pathParameters'>): JsonObject {
  const arn = decodeURIComponent(pathParameters['Arn'] ?? '');
  const found = points.get(arn);
  if (found?.['BackupVaultName'] === pathParameters['Vault'] && found !== undefined) return found;
  throw new AwsFailure('ResourceNotFoundException', `Recovery point ${arn} does not exist.`, 404);
}

/**
 * "Any attempt to delete a backup in a locked vault fails" (AWS Backup developer guide, "AWS Backup Vault Lock"), also in governance mode: the lock
 * is taken off first.
 */
async function assertUnlocked(call: Call, moto: Forward): Promise<void> {
  const path = `/backup-vaults/${call.pathParameters['Vault']}`;
  const reply = await moto({ ...call, method: 'GET', path, query: new URLSearchParams(), body: Buffer.alloc(0) });
  if (reply.status !== 200 || jsonParameters({ body: Buffer.from(reply.body) })['Locked'] !== true) return;
  throw new AwsFailure(
    'InvalidRequestException',
    'Recovery point cannot be deleted (Backup vault configured with Lock)',
  );
}

/** The name of the snapshot that the recovery point of a server is. */
const snapshotOf = (arn: string) => arn.replace(/^.*:snapshot:/, '');

/** Returns the recovery points in a vault. */
export const pointsOf = ({ points }: Copies, vault: string): JsonObject[] =>
  [...points.values()].filter((point) => point['BackupVaultName'] === vault);

function started(all: Copies, call: Call, request: JsonObject, time: Date, closed: string | undefined): JsonObject {
  const { BackupVaultName, ResourceArn, ResourceType, IamRoleArn } = request;
  const BackupJobId = randomUUID().toUpperCase();
  const CreationDate = time.getTime() / 1000;
  const vaultArn = `arn:aws:backup:${call.region}:${call.account}:backup-vault:${jsonText(BackupVaultName)}`;
  const common = { BackupVaultName, BackupVaultArn: vaultArn, ResourceArn, ResourceType, IamRoleArn, CreationDate };
  const job = { ...common, BackupJobId, AccountId: call.account, CompletionDate: CreationDate, BackupSizeInBytes: 0 };
  if (closed !== undefined) {
    all.jobs.set(BackupJobId, { ...job, State: 'FAILED', StatusMessage: closed, PercentDone: '0.0' });
    return { BackupJobId, CreationDate };
  }
  const RecoveryPointArn =
    ResourceType === 'RDS'
      ? `arn:aws:rds:${call.region}:${call.account}:snapshot:${OF_AWS_BACKUP}job-${BackupJobId.toLowerCase()}`
      : `arn:aws:backup:${call.region}:${call.account}:recovery-point:${BackupJobId}`;
  all.points.set(RecoveryPointArn, { ...common, RecoveryPointArn, Status: 'COMPLETED', CompletionDate: CreationDate });
  all.jobs.set(BackupJobId, { ...job, RecoveryPointArn, State: 'COMPLETED', PercentDone: '100.0' });
  return { BackupJobId, RecoveryPointArn, CreationDate };
}

/** The member of a job that each filter of ListBackupJobs compares. */
const filters: Readonly<Record<string, string>> = {
  resourceArn: 'ResourceArn',
  state: 'State',
  backupVaultName: 'BackupVaultName',
  resourceType: 'ResourceType',
  accountId: 'AccountId',
};

function listed({ jobs: all }: Copies, query: URLSearchParams): JsonObject[] {
  const unknown = [...query.keys()].find((name) => !(name in filters) && name !== 'maxResults');
  if (unknown) {
    throw new AwsFailure(
      'InvalidParameterValueException',
      `The embedded AWS does not know the filter ${unknown} of jobs.`,
    );
  }
  return [...all.values()]
    .reverse()
    .filter((job) => Object.entries(filters).every(([name, of]) => [null, job[of]].includes(query.get(name))));
}

/** The windows of a server, as moto's RDS knows them. */
async function windowsOf(call: Call, moto: Forward, name: string): Promise<ServerWindows> {
  const reply = await moto(motoAs(call, 'rds', { Action: 'DescribeDBInstances', DBInstanceIdentifier: name }));
  const result = child(
    child(parseXml(reply.body.toString()), 'DescribeDBInstancesResponse'),
    'DescribeDBInstancesResult',
  );
  const [server] = list(element(result['DBInstances'])['DBInstance']).map(element);
  if (!server) {
    throw new AwsFailure(
      'ResourceNotFoundException',
      `The database server ${name} does not exist in ${call.region}.`,
      404,
    );
  }
  return { backup: text(server['PreferredBackupWindow']), maintenance: text(server['PreferredMaintenanceWindow']) };
}
