import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { text, type XmlElement } from '../../protocols/xml';
import type { Guard } from '../in-use';
import { overlap, windowOf } from './times';

const wrong = (message: string) => new AwsFailure('InvalidParameterValue', message);

/** A name of RDS and of ElastiCache: a letter first, no hyphen last, no two in a row (API reference: CreateDBInstance). */
const IDENTIFIER = /^[A-Za-z](?!.*--)[A-Za-z0-9-]*(?<!-)$/;

function checkIdentifier(form: XmlElement, field: string, longest: number): void {
  const name = text(form[field]);
  if (name === '' || (IDENTIFIER.test(name) && name.length <= longest)) return;
  throw wrong(
    `The parameter ${field} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, ` +
      `and hyphens; and must not end with a hyphen or contain two consecutive hyphens. They have at most ${longest} characters.`,
  );
}

function checkNumber(form: XmlElement, field: string, from: number, to: number): void {
  const value = text(form[field]);
  if (value === '' || (/^\d+$/.test(value) && Number(value) >= from && Number(value) <= to)) return;
  throw wrong(`Invalid value ${value} for ${field}: it must be between ${from} and ${to}.`);
}

/**
 * API reference, CreateDBInstance and CreateReplicationGroup: the format of windows, their length, and that they do not
 * overlap.
 */
function checkWindows(
  form: XmlElement,
  daily: string,
  minutes: { readonly daily: number; readonly weekly: number },
): void {
  const weekly = 'PreferredMaintenanceWindow';
  const check = (field: string, shape: string, isForm: (written: string) => boolean, least: number) => {
    const written = text(form[field]);
    if (written === '') return;
    const window = windowOf(written);
    if (!window || !isForm(written)) throw wrong(`Invalid ${field} ${written}: it has the form ${shape}, in UTC.`);
    if (window.length < least) throw wrong(`The ${field} ${written} must be at least ${least} minutes long.`);
  };
  const isWeekly = (written: string) => /^[a-z]/i.test(written);
  check(daily, 'hh24:mi-hh24:mi', (written) => !isWeekly(written), minutes.daily);
  check(weekly, 'ddd:hh24:mi-ddd:hh24:mi', isWeekly, minutes.weekly);
  // The message of RDS: terraform-provider-aws issue 49828.
  if (overlap(text(form[daily]), text(form[weekly]))) {
    throw wrong('The backup window and maintenance window must not overlap.');
  }
}

/** API reference, CreateDBInstance: 63 characters; ports 1150 to 65535; backups of 0 to 35 days; windows of 30 minutes. */
const server: Guard = (call) => {
  const form = queryParameters(call.body);
  checkIdentifier(form, 'DBInstanceIdentifier', 63);
  checkIdentifier(form, 'NewDBInstanceIdentifier', 63);
  checkNumber(form, 'Port', 1150, 65_535);
  checkNumber(form, 'DBPortNumber', 1150, 65_535);
  checkNumber(form, 'BackupRetentionPeriod', 0, 35);
  checkWindows(form, 'PreferredBackupWindow', { daily: 30, weekly: 30 });
  const interval = text(form['MonitoringInterval']);
  if (interval !== '' && !['0', '1', '5', '10', '15', '30', '60'].includes(interval)) {
    throw wrong(`Invalid value ${interval} for MonitoringInterval: it is one of 0, 1, 5, 10, 15, 30, 60.`);
  }
};

/** The first two numbers of a version of MySQL or MariaDB, the first of one of PostgreSQL (RDS user guide, "Upgrading a DB instance"). */
const major = (engine: string, version: string) =>
  version
    .split('.')
    .slice(0, engine.includes('postgres') ? 1 : 2)
    .join('.');

/** API reference, ModifyDBInstance: a change of the major version requires AllowMajorVersionUpgrade. */
const changedServer: Guard = async (call, standing) => {
  await server(call, standing);
  const form = queryParameters(call.body);
  const port = text(form['DBPortNumber']);
  // API reference, ModifyDBInstance: "Valid Values: 1150-65535" for MySQL, MariaDB and PostgreSQL.
  if (port !== '' && !(/^\d+$/.test(port) && Number(port) >= 1150 && Number(port) <= 65535)) {
    throw wrong(`Invalid value ${port} for DBPortNumber: it must be between 1150 and 65535.`);
  }
  const wanted = text(form['EngineVersion']);
  if (wanted === '' || text(form['AllowMajorVersionUpgrade']) === 'true') return;
  const name = text(form['DBInstanceIdentifier']).toLowerCase();
  const servers = await standing.all('rds', 'DescribeDBInstances', 'DBInstances');
  const present = servers.find(({ DBInstanceIdentifier }) => text(DBInstanceIdentifier) === name);
  const [engine, version] = [text(present?.['Engine']), text(present?.['EngineVersion'])];
  if (!present || major(engine, wanted) === major(engine, version)) return;
  // The text is the message of RDS, as a test of terraform-provider-aws quotes it (`allow_major_version_upgrade`).
  throw new AwsFailure(
    'InvalidParameterCombination',
    'The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.',
  );
};

/** API reference, CreateDBParameterGroup: 255 letters, digits and hyphens. */
const parameterGroup: Guard = (call) => checkIdentifier(queryParameters(call.body), 'DBParameterGroupName', 255);

/** API reference, CreateDBSubnetGroup: "letters, numbers, periods, underscores, spaces, or hyphens", and not "default". */
const subnetGroup: Guard = (call) => {
  const name = text(queryParameters(call.body)['DBSubnetGroupName']);
  if (/^[A-Za-z0-9._ -]{1,255}$/.test(name) && name.toLowerCase() !== 'default') return;
  throw wrong(`The parameter DBSubnetGroupName is not a valid identifier: ${name}.`);
};

export const databaseValues = {
  CreateDBInstance: server,
  ModifyDBInstance: changedServer,
  CreateDBInstanceReadReplica: server,
  RestoreDBInstanceFromDBSnapshot: server,
  CreateDBParameterGroup: parameterGroup,
  CreateDBSubnetGroup: subnetGroup,
};

/** API reference, CreateReplicationGroup: 40 characters; windows of 60 minutes. */
const cache: Guard = (call) => {
  const form = queryParameters(call.body);
  checkIdentifier(form, 'ReplicationGroupId', 40);
  checkNumber(form, 'Port', 1, 65_535);
  checkNumber(form, 'SnapshotRetentionLimit', 0, 35);
  checkWindows(form, 'SnapshotWindow', { daily: 60, weekly: 60 });
};
export const cacheValues = { CreateReplicationGroup: cache, ModifyReplicationGroup: cache };
