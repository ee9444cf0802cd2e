import {
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
  type DBInstance,
} from '@aws-sdk/client-rds';
import { isDeepStrictEqual } from 'node:util';
import { minutesBetweenCopies, nightlyCopy } from './copies';
import type { Disaster, Scene } from './disaster';

/** The server is deleted by hand: its protection is taken off, no last snapshot is made, and its own backups go with it. */
export class DatabaseDeleted implements Disaster {
  readonly name = 'database';
  private before: DBInstance | undefined;
  private copiedAt: Date | undefined;
  private deletedAt = 0;

  async prepare(scene: Scene): Promise<void> {
    this.before = await serverOf(scene);
    this.copiedAt = await nightlyCopy(scene, this.before.DBInstanceArn!);
  }

  async cause({ clients: { rds } }: Scene): Promise<void> {
    const { DBInstanceIdentifier } = this.before!;
    const deleted = new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true });
    const isProtected = await rds.send(deleted).then(
      () => false,
      ({ name }: Error) => name === 'InvalidParameterCombination',
    );
    if (!isProtected)
      throw new Error(`${DBInstanceIdentifier} can be deleted at once: its deletion protection is off.`);
    await rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier, DeletionProtection: false, ApplyImmediately: true }),
    );
    await rds.send(deleted);
    this.deletedAt = Date.now();
  }

  async prove(scene: Scene) {
    const [was, is] = [this.before!, await serverOf(scene)];
    if (is.DbiResourceId === was.DbiResourceId) throw new Error(`${is.DBInstanceIdentifier} was never deleted.`);
    for (const attribute of kept) {
      if (isDeepStrictEqual(settled(was[attribute]), settled(is[attribute]))) continue;
      throw new Error(
        `The restored server has a different ${attribute}: ${JSON.stringify(is[attribute])}. The original server had ${JSON.stringify(was[attribute])}.`,
      );
    }
    const proof = `${is.DBInstanceIdentifier} with its address, key, groups and settings`;
    return {
      inDrill: this.deletedAt - this.copiedAt!.getTime(),
      atMostMinutes: await minutesBetweenCopies(scene),
      proof,
    };
  }
}

/** The attributes that a restored server has in common with its predecessor, by the names of RDS. */
const kept = [
  'DBInstanceClass',
  'Engine',
  'EngineVersion',
  'MasterUsername',
  'Endpoint',
  'AllocatedStorage',
  'MaxAllocatedStorage',
  'BackupRetentionPeriod',
  'VpcSecurityGroups',
  'DBParameterGroups',
  'DBSubnetGroup',
  'MultiAZ',
  'StorageType',
  'StorageEncrypted',
  'KmsKeyId',
  'DeletionProtection',
  'IAMDatabaseAuthenticationEnabled',
  'EnabledCloudwatchLogsExports',
  'PerformanceInsightsEnabled',
  'MonitoringInterval',
  'MonitoringRoleArn',
  'PreferredBackupWindow',
  'PreferredMaintenanceWindow',
  'PubliclyAccessible',
  'TagList',
] as const satisfies readonly (keyof DBInstance)[];

/** A list without its order. */
const settled = (value: unknown) => (Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value);

async function serverOf({ clients: { rds }, environment }: Scene): Promise<DBInstance> {
  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({}));
  const own = DBInstances.filter(({ TagList = [] }) =>
    TagList.some(({ Key, Value }) => Key === 'Environment' && Value === environment.name),
  );
  if (own.length === 1) return own[0]!;
  throw new Error(`${environment.name} has ${own.length} database servers, and should have one.`);
}
