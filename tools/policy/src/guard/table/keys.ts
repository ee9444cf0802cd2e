import { allFixed, down, fixed, frees, off, on, up } from '../effects/direction';
import { grows } from '../effects/lists';
import { sameEffect } from '../effects/documents';
import type { Rows } from '../row';

const read = 'the data that it has encrypted: it cannot be read without the key';

/** Keys, and secrets without another copy. */
export const keys: Rows = {
  aws_kms_key: {
    does: 'is a key: the data that it has encrypted cannot be read any more',
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all description timeouts'),
      is_enabled: on(read),
      policy: sameEffect(`${read}, and the exclusion of other readers`),
      deletion_window_in_days: up('the days in which a deletion can be cancelled'),
      enable_key_rotation: on('the rotation, which limits the value of a stolen key'),
      rotation_period_in_days: down('the rotation, which limits the value of a stolen key'),
      bypass_policy_lockout_safety_check: off('the check of KMS that the key can still be managed'),
    },
  },
  aws_kms_alias: {
    does: 'is the alias of a key',
    partOf: ['target_key_id', 'aws_kms_key'],
    attributes: { target_key_arn: fixed(read), target_key_id: fixed(read) },
  },
  aws_secretsmanager_secret: {
    does: 'holds a secret that is lost with it',
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all description'),
      recovery_window_in_days: up('the days in which a deletion can be cancelled'),
      kms_key_id: fixed('the secret: its readers have permissions on its key'),
      policy: sameEffect("the access of the secret's readers, and the exclusion of others"),
      replica: grows('the copies of the secret'),
      force_overwrite_replica_secret: off('the copies of the secret'),
    },
  },
  aws_secretsmanager_secret_version: {
    does: 'is the value of a secret',
    sets: ['secret_id'],
    attributes: allFixed('secret_string secret_string_wo secret_binary version_stages', 'the value that is in use'),
  },
};
