import { backupAlarms } from '../backup/alarms';
import { backupPlans } from '../backup/plans';
import { replicationGroups } from '../elasticache/replication-groups';
import { keyPolicies } from '../kms/key-policies';
import { keys } from '../kms/keys';
import { functions } from '../lambda/functions';
import { masterSecret } from '../rds/master-secret';
import { monitoring } from '../rds/monitoring';
import { recovery } from '../rds/recovery';
import { servers } from '../rds/servers';
import { settings } from '../rds/settings';
import { destruction } from '../resources/destruction';
import { names } from '../resources/names';
import { tags } from '../resources/tags';
import { bucketEncryption } from '../s3/encryption';
import { bucketLifecycle } from '../s3/lifecycle';
import { bucketLogging } from '../s3/logging';
import { bucketPrivacy } from '../s3/privacy';
import { bucketTransport } from '../s3/transport';
import { secrets } from '../secrets-manager/secrets';
import { distinct } from '../table';

export const dataRules = distinct(
  servers,
  masterSecret,
  recovery,
  settings,
  monitoring,
  functions,
  secrets,
  replicationGroups,
  bucketPrivacy,
  bucketTransport,
  bucketEncryption,
  bucketLifecycle,
  bucketLogging,
  keys,
  keyPolicies,
  backupPlans,
  backupAlarms,
  destruction,
  names,
  tags,
);
