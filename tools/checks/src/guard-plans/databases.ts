import { act, acted, make, plan, update, updated } from './change';
import type { Refused } from './refused';

const server = (edits: object) => update('data', 'aws_db_instance', edits as Record<string, unknown>);
const without = (name: string) => (now: Record<string, unknown>[]) => now.filter((one) => one['name'] !== name);

/** Plans that lose data of databases, copies of it, or recovery points. */
export const databases: Readonly<Record<string, Refused>> = {
  'the database server is deleted': [act('data', 'aws_db_instance', 'delete'), 'delete aws_db_instance.', 'holds data'],
  'the database server is replaced': [act('data', 'aws_db_instance', 'create', 'delete'), 'replace aws_db_instance.'],
  'the database server is forgotten': [
    act('data', 'aws_db_instance', 'forget'),
    'forget aws_db_instance.',
    'stay in AWS',
  ],
  'its successor is created, and the old one forgotten': [
    act('data', 'aws_db_instance', 'create', 'forget'),
    'forget aws_db',
  ],
  'no final snapshot': [
    server({ skip_final_snapshot: true }),
    'skip_final_snapshot',
    'the last copy',
    'Leave it false',
  ],
  'no name of a final snapshot': [
    server({ final_snapshot_identifier: null }),
    'final_snapshot_identifier',
    'last copy',
  ],
  'no automated backups': [server({ backup_retention_period: 0 }), 'from 35 to 0', 'Leave it at 35 or more'],
  'automated backups for a day': [server({ backup_retention_period: 1 }), 'days to which data can be restored'],
  'automated backups are deleted with the server': [
    server({ delete_automated_backups: true }),
    'delete_automated_backups',
  ],
  'no deletion protection': [server({ deletion_protection: false }), 'deletion_protection from true to false'],
  'one server in one zone': [server({ multi_az: false }), 'multi_az', 'the second server'],
  'a public server': [server({ publicly_accessible: true }), 'publicly_accessible'],
  'another group of the server': [server({ vpc_security_group_ids: ['sg-other'] }), 'vpc_security_group_ids'],
  'the default parameters': [server({ parameter_group_name: 'default.mysql8.4' }), 'parameter_group_name'],
  'another name of the server': [server({ identifier: 'other' }), 'identifier', 'the access of the applications'],
  'a major version': [server({ engine_version: '9.0' }), 'engine_version', 'Restore a copy'],
  'no logs of the server': [server({ enabled_cloudwatch_logs_exports: [] }), 'enabled_cloudwatch_logs_exports'],
  'no monitoring of the server': [server({ monitoring_interval: 0 }), 'monitoring_interval'],
  'a password of its own': [server({ manage_master_user_password: false }), 'manage_master_user_password'],
  'an attribute that no row judges': [
    server({ domain: 'd-1' }),
    'no row of the guard judges aws_db_instance.domain',
    'table',
  ],
  'a retention that is unknown until the apply': [
    update('data', 'aws_db_instance', { backup_retention_period: null }, { backup_retention_period: true }),
    'backup_retention_period would be unknown until the apply',
    'Set a literal value',
  ],
  'no TLS to the server': [
    update('data', 'aws_db_parameter_group', { parameter: without('require_secure_transport') }),
    '"require_secure_transport" would be removed',
  ],
  'no slow log': [update('data', 'aws_db_parameter_group', { parameter: without('slow_query_log') }), 'slow_query_log'],
  'no events of the server': [update('data', 'aws_db_event_subscription', { enabled: false }), 'enabled'],
  'the plan of backups is deleted': [
    act('data', 'aws_backup_plan', 'delete'),
    'delete aws_backup_plan.',
    'no copy is made',
  ],
  'backups are kept for a day': [
    update('data', 'aws_backup_plan', { 'rule.0.lifecycle.delete_after': 1 }),
    'rule',
    'daily would keep its copies for 1 days',
  ],
  'backups are made once a year': [
    update('data', 'aws_backup_plan', { 'rule.0.schedule': 'cron(0 0 1 1 ? *)' }),
    'schedule of daily would change',
  ],
  'backups go to another vault': [
    update('data', 'aws_backup_plan', { 'rule.0.target_vault_name': 'x' }),
    'target_vault_name',
  ],
  'no rule of backups': [update('data', 'aws_backup_plan', { rule: [] }), '"daily" would be removed'],
  'nothing is selected for backups': [
    act('data', 'aws_backup_selection', 'delete'),
    'selects the resources of a backup',
  ],
  'less is selected for backups': [
    plan('data', (one) => {
      const { change, ...rest } = updated(one('aws_backup_selection'), { resources: [] });
      return [{ ...rest, change: { ...change, actions: ['delete', 'create'] } }];
    }),
    'resources',
    'would be removed',
  ],
  'the lock of the vault is deleted': [act('data', 'aws_backup_vault_lock', 'delete'), 'keeps backups'],
  'the lock of the vault is lowered': [
    plan('data', (one) => {
      const { change, ...rest } = updated(one('aws_backup_vault_lock'), { min_retention_days: 1 });
      return [{ ...rest, change: { ...change, actions: ['delete', 'create'] } }];
    }),
    'min_retention_days',
    'may only go up',
  ],
  'the vault is emptied when it is deleted': [
    update('data', 'aws_backup_vault.', { force_destroy: true }),
    'force_destroy',
  ],
  'a policy of the vault that denies restores': [
    make('data', 'aws_backup_vault_policy.new', {
      backup_vault_name: 'production',
      policy: JSON.stringify({ Statement: [{ Effect: 'Deny', Action: 'backup:*', Resource: '*', Principal: '*' }] }),
    }),
    'Deny backup:* would come',
  ],
  'the rest of a replaced server': [
    plan('data', (one) => [{ ...acted(one('aws_db_instance'), 'delete'), deposed: '0123abcd' }]),
    'delete the object that a replacement has left of aws_db_instance.',
  ],
};
