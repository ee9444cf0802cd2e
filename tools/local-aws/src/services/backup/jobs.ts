import { randomUUID } from 'node:crypto';
import type { Call, Forward, Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { child, element, list, parseXml, text } from '../../protocols/xml';
import { closedAt, type ServerWindows } from './windows';

/** The jobs and the copies of an account in a region. */
export interface Copies {
  /** By id (API reference: BackupJob), the oldest first. */
  readonly jobs: Map<string, JsonObject>;
  /** Recovery points by ARN. */
  readonly points: Map<string, JsonObject>;
}

export const copies = () => new Store<Copies>('backup/copies', () => ({ jobs: new Map(), points: new Map() }));

/** The ARNs of the resources that are copied here, and AWS Backup's names for their types. */
const types: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws:rds:[^:]*:\d+:db:(.+)$/, 'RDS'],
  [/^arn:aws:s3:::([^/]+)$/, 'S3'],
];

/**
 * Jobs that are started by a call, and their recovery points (API reference: StartBackupJob, DescribeBackupJob,
 * ListBackupJobs, ListRecoveryPointsByBackupVault, DeleteRecoveryPoint). Plans start none here. A job ends at once, and
 * its copy is empty; that of a server fails in the windows of the server, as on AWS.
 * @param now returns the time
 */
export function jobs(store: Store<Copies>, now: () => Date): Record<string, Operation> {
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
      return jsonReply(started(store.of(call), call, { ...request, ResourceType }, now(), closed));
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
    'DELETE /backup-vaults/{Vault}/recovery-points/{Arn+}': (call) => {
      const arn = decodeURIComponent(call.pathParameters['Arn'] ?? '');
      const isThere = store.of(call).points.delete(arn);
      if (!isThere) throw new AwsFailure('ResourceNotFoundException', `Recovery point ${arn} does not exist.`, 404);
      return jsonReply();
    },
  };
}

/** The copies in a vault. */
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
  const RecoveryPointArn = `arn:aws:backup:${call.region}:${call.account}:recovery-point:${BackupJobId}`;
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

/**
 * The windows of a server, as moto's RDS knows them: moto distinguishes services by the credential scope of a request.
 */
async function windowsOf(call: Call, moto: Forward, name: string): Promise<ServerWindows> {
  const form = new URLSearchParams({
    Action: 'DescribeDBInstances',
    Version: '2014-10-31',
    DBInstanceIdentifier: name,
  });
  const headers = {
    ...call.headers,
    authorization: (call.headers.authorization ?? '').replace('/backup/', '/rds/'),
    host: `rds.${call.region}.amazonaws.com`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const asked = { service: 'rds', method: 'POST', path: '/', headers, body: Buffer.from(form.toString()) };
  const reply = await moto({ ...call, ...asked });
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
