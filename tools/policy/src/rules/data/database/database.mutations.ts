import { remove, type Mutation } from '../../../testing/mutation';
import { having, within, without } from '../changes';

const of =
  (type: string) =>
  (rule: string, what: string, change: Mutation['change'], more: Partial<Mutation> = {}): Mutation => ({
    rule,
    what,
    type,
    change,
    ...more,
  });
const server = of('aws_db_instance');
const settings = of('aws_db_parameter_group');
const alarm = of('aws_cloudwatch_metric_alarm');
const subscription = of('aws_db_event_subscription');

const parameter =
  (name: string): Mutation['change'] =>
  (config) =>
    (config.parameter = config.parameter.filter((each: { name: string }) => each.name !== name));

const encryption = [
  server('CKV_AWS_16', 'a database server encrypts nothing', having({ storage_encrypted: false })),
  server('CKV_AWS_16', 'a database server does not say whether it encrypts', without('storage_encrypted')),
  server('MAL_RDS_1', 'a database server is encrypted with the key of RDS', without('kms_key_id')),
  server('MAL_RDS_1', 'a database server names the key of RDS', having({ kms_key_id: 'alias/aws/rds' })),
  server('MAL_RDS_11', 'a server is enrolled in Extended Support by default', without('engine_lifecycle_support')),
  server('MAL_RDS_2', 'the master password is given to Terraform', having({ password: 'correct-horse' })),
  server(
    'MAL_RDS_2',
    'the master password is given to Terraform to write only',
    having({ password_wo: 'correct-horse' }),
  ),
  server('MAL_RDS_2', 'RDS does not manage the master password', without('manage_master_user_password')),
  server(
    'MAL_RDS_2',
    'the secret is encrypted with the key of Secrets Manager',
    without('master_user_secret_kms_key_id'),
  ),
  server('CKV_AWS_354', 'Performance Insights uses the key of RDS', without('performance_insights_kms_key_id')),
  server('CKV2_AWS_69', 'a server has no parameter group of ours', without('parameter_group_name')),
  server(
    'CKV2_AWS_69',
    'a server has the default parameter group',
    having({ parameter_group_name: 'default.mysql8.4' }),
  ),
  settings('CKV2_AWS_69', 'the settings do not ask for TLS', parameter('require_secure_transport')),
  settings('CKV2_AWS_69', 'the settings switch TLS off', (config) => {
    config.parameter.find(({ name }: { name: string }) => name === 'require_secure_transport').value = '0';
  }),
  server('CKV_AWS_211', 'a server does not say of which authority its certificate is', without('ca_cert_identifier')),
  server('CKV_AWS_211', 'the certificate is of an expired authority', having({ ca_cert_identifier: 'rds-ca-2019' })),
];

const access = [
  server('CKV_AWS_17', 'a database server has a public address', having({ publicly_accessible: true })),
  server('CKV_AWS_17', 'a database server has a public address, as a text', having({ publicly_accessible: 'true' })),
  server('FSBP.RDS.18', 'a database server is in no subnets of ours', without('db_subnet_group_name')),
  server('FSBP.RDS.18', 'a database server is in the default subnets', having({ db_subnet_group_name: 'default' })),
  of('aws_elasticache_replication_group')(
    'FSBP.RDS.18',
    'a cache is in the default subnets',
    having({ subnet_group_name: 'default' }),
    { kind: 'cluster' },
  ),
  server('CKV_AWS_161', 'a server knows nobody by IAM', without('iam_database_authentication_enabled')),
  server('FSBP.RDS.25', 'the master user is called admin', having({ username: 'Admin' })),
  server('FSBP.RDS.25', 'the master user has no name', without('username')),
];

const recovery = [
  server('CKV_AWS_157', 'a server is in one zone only', having({ multi_az: false })),
  server('CKV_AWS_157', 'a server does not say in how many zones it is', without('multi_az')),
  server('CKV_AWS_133', 'backups are switched off', having({ backup_retention_period: 0 })),
  server('CKV_AWS_133', 'nothing is said of backups', without('backup_retention_period')),
  server('FSBP.RDS.11', 'production keeps backups for a week only', having({ backup_retention_period: 7 })),
  server('FSBP.RDS.11', 'staging keeps backups for a day only', having({ backup_retention_period: 1 }), {
    kind: 'staging',
  }),
  server('CKV_AWS_293', 'a server can be deleted by mistake', having({ deletion_protection: false })),
  server('CKV_AWS_293', 'nothing is said of deletion protection', without('deletion_protection')),
  server('MAL_RDS_4', 'production leaves no last snapshot', having({ skip_final_snapshot: true })),
  server(
    'MAL_RDS_4',
    'every last snapshot has the same name',
    having({ final_snapshot_identifier: 'production-mysql-final' }),
  ),
  server('MAL_RDS_4', 'testing leaves a last snapshot behind', having({ skip_final_snapshot: false }), {
    kind: 'testing',
  }),
  server('CKV2_AWS_60', 'snapshots carry no tags', without('copy_tags_to_snapshot')),
  server('MAL_RDS_5', 'the disk does not grow', without('max_allocated_storage')),
  server('MAL_RDS_5', 'the disk grows by nothing', having({ max_allocated_storage: 100 })),
];

const watching = [
  server('CKV_AWS_118', 'enhanced monitoring is off', having({ monitoring_interval: 0 })),
  server('CKV_AWS_118', 'nothing is said of enhanced monitoring', without('monitoring_interval')),
  server('CKV_AWS_118', 'enhanced monitoring has no role', without('monitoring_role_arn')),
  server('CKV_AWS_353', 'Performance Insights is off', having({ performance_insights_enabled: false })),
  server('CKV_AWS_129', 'no log is sent out', without('enabled_cloudwatch_logs_exports')),
  server('CKV_AWS_129', 'slow queries are not sent out', having({ enabled_cloudwatch_logs_exports: ['error'] })),
  server('MAL_RDS_9', 'a server does not wait for its log groups', without('depends_on')),
  server('MAL_RDS_9', 'one more log is sent out, without a group', (config) =>
    config.enabled_cloudwatch_logs_exports.push('audit'),
  ),
  of('aws_cloudwatch_log_group')('MAL_RDS_9', 'a log group has another name', having({ name: '/database/error' }), {
    path: 'database/log-error/Resource',
  }),
  alarm('MAL_RDS_3', 'the alarm on the credits of a small server tells nobody', having({ alarm_actions: [] }), {
    kind: 'staging',
    path: 'database/alarms/credits/Resource',
  }),
  alarm('MAL_RDS_3', 'no alarm watches the credits of a small server', having({ metric_name: 'CPUCreditUsage' }), {
    kind: 'staging',
    path: 'database/alarms/credits/Resource',
  }),
  subscription('FSBP.RDS.20', 'nobody hears of the server', remove, { path: 'events/server' }),
  subscription('FSBP.RDS.20', 'nobody hears when the server fails', having({ event_categories: ['maintenance'] }), {
    path: 'events/server',
  }),
  subscription('FSBP.RDS.20', 'the subscription is switched off', having({ enabled: false }), {
    path: 'events/server',
  }),
  subscription('FSBP.RDS.20', 'events are about another server', having({ source_ids: ['old-server'] }), {
    path: 'events/server',
  }),
  subscription(
    'FSBP.RDS.21',
    'events of settings go nowhere of ours',
    having({ sns_topic: 'arn:aws:sns:eu-west-1:999999999999:x' }),
    {
      path: 'events/settings',
    },
  ),
  subscription('FSBP.RDS.22', 'nobody hears of old firewalls', having({ source_type: 'db-snapshot' }), {
    path: 'events/security-groups',
  }),
];

const changing = [
  server('CKV_AWS_226', 'patches are not installed', having({ auto_minor_version_upgrade: false })),
  server('MAL_RDS_6', 'the version names its patch', having({ engine_version: '8.4.5' })),
  settings('MAL_RDS_7', 'the group of settings has a fixed name', having({ name: 'production-mysql' })),
  settings('MAL_RDS_7', 'the old group of settings goes first', without('lifecycle')),
  settings('MAL_RDS_8', 'MySQL cuts characters', parameter('character_set_server')),
  settings('MAL_RDS_8', 'MySQL writes no slow queries down', parameter('slow_query_log')),
  settings('MAL_RDS_8', 'MySQL writes its logs into tables', within(['parameter', 5], having({ value: 'TABLE' }))),
];

export const databaseMutations: readonly Mutation[] = [...encryption, ...access, ...recovery, ...watching, ...changing];
