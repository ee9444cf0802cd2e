import type { Call, Forward, Operation, Reply } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { amendQueryReply, queryParameters, withParameters } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import { hasBegun } from '../maintenance';

/**
 * The parameters that wait for the maintenance window without ApplyImmediately, by their names in DBInstance and
 * PendingModifiedValues (API reference: ModifyDBInstance; RDS user guide, "Settings for DB instances"). All others are
 * changed at once.
 */
const WAITING: Readonly<Record<string, string>> = {
  AllocatedStorage: 'AllocatedStorage',
  BackupRetentionPeriod: 'BackupRetentionPeriod',
  DBInstanceClass: 'DBInstanceClass',
  DedicatedLogVolume: 'DedicatedLogVolume',
  EnableIAMDatabaseAuthentication: 'IAMDatabaseAuthenticationEnabled',
  EngineVersion: 'EngineVersion',
  Iops: 'Iops',
  LicenseModel: 'LicenseModel',
  MultiAZ: 'MultiAZ',
  NewDBInstanceIdentifier: 'DBInstanceIdentifier',
  StorageThroughput: 'StorageThroughput',
  StorageType: 'StorageType',
};

interface Pending {
  readonly since: number;
  /** The parameters of ModifyDBInstance. */
  readonly values: Readonly<Record<string, string>>;
}

/** Changes of database instances that wait for their maintenance window, in front of the operations that make and show them. */
export function pendingChanges(operations: Readonly<Record<string, Operation>>): Record<string, Operation> {
  const store = new Store('rds/pending', () => new Map<string, Pending>());
  const modify = operations['ModifyDBInstance']!;
  const describe = operations['DescribeDBInstances']!;

  /** The existing instances, by their names, as RDS returns them. */
  const shown = async (call: Call, moto: Forward): Promise<Map<string, XmlElement>> => {
    const all = new Map<string, XmlElement>();
    amendQueryReply(await describe(formOf(call, 'DescribeDBInstances'), moto), 'DescribeDBInstances', (result) => {
      for (const one of list(element(result['DBInstances'])['DBInstance']).map(element)) {
        all.set(text(one['DBInstanceIdentifier']), one);
      }
    });
    return all;
  };
  /**
   * Applies the pending changes of instances in which the maintenance window has begun. Discards the pending changes of
   * deleted instances.
   */
  const settle = async (call: Call, moto: Forward): Promise<void> => {
    const kept = store.of(call);
    if (kept.size === 0) return;
    const present = await shown(call, moto);
    for (const [name, { since, values }] of kept) {
      const instance = present.get(name);
      if (instance && !hasBegun(text(instance['PreferredMaintenanceWindow']), since)) continue;
      kept.delete(name);
      if (instance) await modify(formOf(call, 'ModifyDBInstance', { DBInstanceIdentifier: name, ...values }), moto);
    }
  };
  const show = (call: Call, instance: XmlElement) => {
    const values = store.of(call).get(text(instance['DBInstanceIdentifier']))?.values;
    if (!values) return;
    instance['PendingModifiedValues'] = Object.fromEntries(
      Object.entries(values).map(([parameter, value]) => [WAITING[parameter], value]),
    );
  };

  return {
    ...operations,
    ModifyDBInstance: async (call, moto) => {
      await settle(call, moto);
      const form = queryParameters(call.body);
      const name = text(form['DBInstanceIdentifier']).toLowerCase();
      const before = store.of(call).get(name)?.values ?? {};
      const asked = Object.fromEntries(
        Object.keys(WAITING).flatMap((parameter) =>
          form[parameter] === undefined ? [] : [[parameter, text(form[parameter])]],
        ),
      ) as Record<string, string>;
      const isNow = text(form['ApplyImmediately']) === 'true';
      const instance = (await shown(call, moto)).get(name);
      const waits = isNow
        ? []
        : Object.keys(asked).filter((parameter) => isWaiting(parameter, asked[parameter]!, instance));
      const changed = withParameters(call, (parameters) => {
        for (const parameter of waits) parameters.delete(parameter);
        if (isNow)
          for (const [parameter, value] of Object.entries(before))
            if (!(parameter in asked)) parameters.set(parameter, value);
      });
      const reply = await modify(changed, moto);
      if (reply.status !== 200) return reply;
      const left = isNow ? {} : { ...without(before, Object.keys(asked)), ...only(asked, waits) };
      if (Object.keys(left).length === 0) store.of(call).delete(name);
      else store.of(call).set(name, { since: Date.now(), values: left });
      return amendQueryReply(reply, 'ModifyDBInstance', (result) => show(call, element(result['DBInstance'])));
    },
    DescribeDBInstances: async (call, moto): Promise<Reply> => {
      await settle(call, moto);
      return amendQueryReply(await describe(call, moto), 'DescribeDBInstances', (result) => {
        for (const one of list(element(result['DBInstances'])['DBInstance'])) show(call, element(one));
      });
    },
  };
}

/** True if a change waits: an equal value changes nothing, and backups wait only to be enabled or disabled. */
function isWaiting(parameter: string, value: string, instance: XmlElement = {}): boolean {
  const now = text(instance[WAITING[parameter]!]);
  if (now === value || (parameter === 'EngineVersion' && now.startsWith(`${value}.`))) return false;
  return parameter !== 'BackupRetentionPeriod' || now === '0' || value === '0';
}

const without = (values: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
const only = (values: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

function formOf(call: Call, action: string, fields: Record<string, string> = {}): Call {
  const form = new URLSearchParams({ Action: action, Version: '2014-10-31', ...fields });
  return { ...call, body: Buffer.from(form.toString()) };
}
