import { allFixed, fixed, frees, off, up, upToEver } from '../effects/direction';
import { grows, members, shrinks } from '../effects/lists';
import { sameEffect } from '../effects/documents';
import { isNothing, isObject, isSame, listOf } from '../effects/value';
import type { Rows } from '../row';

const copies = 'copies of the data, and their retention';

type Raw = Readonly<Record<string, unknown>>;
const lifecycleOf = (rule: Raw) => listOf(rule['lifecycle']).find(isObject) ?? {};
const daysOf = (rule: Raw) => Number(lifecycleOf(rule)['delete_after']) || Infinity;
const coldOf = (rule: Raw) => Number(lifecycleOf(rule)['cold_storage_after']) || Infinity;

/**
 * The permitted changes of a backup rule: it keeps its copies as long or longer, and has as much time to create them.
 */
function keepsAsMuch(before: Raw, after: Raw): true | string {
  const name = String(before['rule_name']);
  if (daysOf(after) < daysOf(before)) return `${name} would keep its copies for ${daysOf(after)} days`;
  if (coldOf(after) < coldOf(before)) return `${name} would move its copies to slow storage`;
  if ((Number(after['completion_window']) || 0) < (Number(before['completion_window']) || 0))
    return `${name} would have less time for a copy`;
  if (before['enable_continuous_backup'] === true && after['enable_continuous_backup'] !== true)
    return `${name} would no longer copy continuously`;
  const changed = ['schedule', 'schedule_expression_timezone', 'target_vault_name'].filter(
    (part) => !isSame(before[part], after[part]),
  );
  if (changed.length > 0) return `${changed.join(' and ')} of ${name} would change`;
  const gone = listOf(before['copy_action']).filter(
    (copy) => !listOf(after['copy_action']).some((other) => isSame(copy, other)),
  );
  return isNothing(gone) || `the second copy of ${name} would go`;
}

/** Resources that create backups, and that protect them. */
export const backups: Rows = {
  aws_backup_plan: {
    does: 'backs up data: no copy is made without it',
    attributes: {
      ...frees('tags tags_all version'),
      rule: {
        ...members('rule_name', 'must copy as often and keep as long', copies, keepsAsMuch),
        // The provider reports it as unknown for every change of a rule.
        mayBeUnknown: ['opt_in_to_archive_for_supported_resources'],
      },
      advanced_backup_setting: fixed(copies),
    },
  },
  aws_backup_selection: {
    does: 'selects the resources of a backup',
    mayBeReplaced: 'judged',
    partOf: ['plan_id', 'aws_backup_plan'],
    attributes: {
      ...frees('name'),
      resources: grows(copies),
      not_resources: shrinks(copies),
      selection_tag: grows(copies),
      ...allFixed('condition plan_id iam_role_arn', copies),
    },
  },
  aws_backup_vault: {
    does: 'holds backups that are lost with it',
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all recovery_points timeouts'),
      force_destroy: off('the backups, if the vault is deleted'),
    },
  },
  aws_backup_vault_lock_configuration: {
    atStake: true,
    does: 'keeps backups',
    mayBeReplaced: 'judged',
    partOf: ['backup_vault_name', 'aws_backup_vault'],
    attributes: {
      ...frees('backup_vault_arn'),
      backup_vault_name: fixed('the lock of the vault'),
      min_retention_days: up('the minimum days before a backup can be deleted'),
      max_retention_days: upToEver('backups that are kept longer'),
      changeable_for_days: fixed('the choice between a lock that can be changed and one that cannot'),
    },
  },
  aws_backup_vault_policy: {
    does: 'restricts the access to backups',
    sets: ['backup_vault_name'],
    partOf: ['backup_vault_name', 'aws_backup_vault'],
    attributes: { ...frees('backup_vault_arn'), policy: sameEffect('the protection of backups, and their restores') },
  },
  aws_backup_vault_notifications: {
    does: 'reports failed backups',
    attributes: {
      backup_vault_events: grows('the reports of missing copies'),
      sns_topic_arn: fixed('the destination of the reports'),
    },
  },
};
