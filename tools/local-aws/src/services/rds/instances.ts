import { createHash } from 'node:crypto';
import type { Call, Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { amendQueryReply, queryParameters, withParameters } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import type { Instance } from './copies';

/** Fields of a request that moto loses, and their names in DBInstance (API reference: CreateDBInstance, DBInstance). */
const AS_WRITTEN: Readonly<Record<string, string>> = {
  CACertificateIdentifier: 'CACertificateIdentifier',
  DatabaseInsightsMode: 'DatabaseInsightsMode',
  DedicatedLogVolume: 'DedicatedLogVolume',
  EnablePerformanceInsights: 'PerformanceInsightsEnabled',
  EngineLifecycleSupport: 'EngineLifecycleSupport',
  MaxAllocatedStorage: 'MaxAllocatedStorage',
  MonitoringInterval: 'MonitoringInterval',
  MonitoringRoleArn: 'MonitoringRoleArn',
  NetworkType: 'NetworkType',
  PerformanceInsightsKMSKeyId: 'PerformanceInsightsKMSKeyId',
  PerformanceInsightsRetentionPeriod: 'PerformanceInsightsRetentionPeriod',
  StorageThroughput: 'StorageThroughput',
};

/** Database instances: moto's, with their own resource id and all members with which they were written. */
export function instances(store: Store<Map<string, Instance>>): Record<string, Operation> {
  const write = (action: string, made: keyof typeof NOT_OF_ITS_SOURCE = 'anew'): Operation => {
    return async (call, moto) => {
      const form = queryParameters(call.body);
      const reply = await moto(call);
      if (reply.status !== 200) return reply;
      const name = text(form['TargetDBInstanceIdentifier'] ?? form['DBInstanceIdentifier']).toLowerCase();
      const newName = text(form['NewDBInstanceIdentifier']).toLowerCase() || name;
      const present = store.of(call).get(name);
      const written = { ...OF_ANY, ...NOT_OF_ITS_SOURCE[made], ...present?.written, ...taken(form, made !== 'anew') };
      store.of(call).delete(name);
      const port = text(form['DBPortNumber']) || present?.port;
      const resourceId = present?.resourceId ?? newResourceId(call, name);
      store.of(call).set(newName, { resourceId, written, ...(port !== undefined && { port }) });
      return amendQueryReply(reply, action, (result) => overlay(call, element(result['DBInstance'])));
    };
  };
  const overlay = (call: Call, shown: XmlElement) => {
    const instance = store.of(call).get(text(shown['DBInstanceIdentifier']));
    if (!instance) return;
    shown['DbiResourceId'] = instance.resourceId;
    Object.assign(shown, instance.written);
    if (instance.port !== undefined) shown['Endpoint'] = { ...element(shown['Endpoint']), Port: instance.port };
    // A replica has the master user of its source, and no secret (API reference: CreateDBInstanceReadReplica).
    if (shown['ReadReplicaSourceDBInstanceIdentifier'] !== undefined) delete shown['MasterUserSecret'];
  };

  return {
    CreateDBInstance: write('CreateDBInstance'),
    ModifyDBInstance: write('ModifyDBInstance'),
    RestoreDBInstanceFromDBSnapshot: write('RestoreDBInstanceFromDBSnapshot', 'restored'),
    RestoreDBInstanceToPointInTime: write('RestoreDBInstanceToPointInTime', 'restored'),
    CreateDBInstanceReadReplica: write('CreateDBInstanceReadReplica', 'replica'),
    DeleteDBInstance: async (call, moto) => {
      const reply = await moto(call);
      const name = text(queryParameters(call.body)['DBInstanceIdentifier']).toLowerCase();
      if (reply.status === 200) store.of(call).delete(name);
      return reply;
    },
    DescribeDBInstances: async (call, moto) => {
      const byName = withParameters(call, (form) => {
        for (const [field, value] of [...form]) {
          const filter = /^(Filters\.\w+\.\d+)\.Name$/.exec(field)?.[1];
          if (!filter || value !== 'dbi-resource-id') continue;
          form.set(field, 'db-instance-id');
          for (const [other, id] of [...form]) {
            if (other.startsWith(`${filter}.Values.`)) form.set(other, nameOf(store.of(call), id));
          }
        }
      });
      return amendQueryReply(await moto(byName), 'DescribeDBInstances', (result) => {
        for (const shown of list(element(result['DBInstances'])['DBInstance'])) overlay(call, element(shown));
      });
    },
  };
}

/**
 * AWS's default for a new instance (RDS user guide, "Using SSL/TLS to encrypt a connection"); moto's name for it does
 * not exist in RDS.
 */
const OF_ANY: XmlElement = { CACertificateIdentifier: 'rds-ca-rsa2048-g1' };

/**
 * moto copies the source into its replicas; these members are not copied by AWS (API reference:
 * CreateDBInstanceReadReplica).
 */
const OF_A_REPLICA: XmlElement = {
  BackupRetentionPeriod: '0',
  DeletionProtection: 'false',
  EnabledCloudwatchLogsExports: {},
  IAMDatabaseAuthenticationEnabled: 'false',
  MaxAllocatedStorage: undefined,
  MultiAZ: 'false',
};

/**
 * moto copies the source into what is restored from it, too. RDS gives that the content and most of the configuration, and these only if they are
 * asked for (API reference: RestoreDBInstanceFromDBSnapshot, RestoreDBInstanceToPointInTime; RDS user guide, "Restoring to a DB instance").
 */
const OF_A_RESTORED: XmlElement = {
  DeletionProtection: 'false',
  EnabledCloudwatchLogsExports: {},
  MaxAllocatedStorage: undefined,
  MonitoringInterval: '0',
  MultiAZ: 'false',
  PerformanceInsightsEnabled: 'false',
};

const NOT_OF_ITS_SOURCE = { anew: {}, replica: OF_A_REPLICA, restored: OF_A_RESTORED } as const;

function taken(form: XmlElement, hasSource: boolean): XmlElement {
  const written: XmlElement = {};
  for (const [field, name] of Object.entries(AS_WRITTEN)) if (form[field] !== undefined) written[name] = form[field];
  if (!hasSource) return written;
  for (const field of ['DeletionProtection', 'MultiAZ', 'BackupRetentionPeriod', 'MaxAllocatedStorage']) {
    if (form[field] !== undefined) written[field] = form[field];
  }
  if (form['EnableIAMDatabaseAuthentication'] !== undefined) {
    written['IAMDatabaseAuthenticationEnabled'] = form['EnableIAMDatabaseAuthentication'];
  }
  if (form['EnableCloudwatchLogsExports'] !== undefined) {
    written['EnabledCloudwatchLogsExports'] = form['EnableCloudwatchLogsExports'];
  }
  return written;
}

/** moto gives every instance the same resource id, which is the id by which Terraform identifies an instance. */
function newResourceId(call: Call, name: string): string {
  const seed = `${call.account} ${call.region} ${name} ${Date.now()}`;
  return `db-${createHash('sha256').update(seed).digest('hex').slice(0, 26).toUpperCase()}`;
}

function nameOf(instances: Map<string, Instance>, resourceId: string): string {
  for (const [name, instance] of instances) if (instance.resourceId === resourceId) return name;
  return resourceId;
}
