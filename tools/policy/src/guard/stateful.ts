/** Something that production does not lose by a deploy. */
export interface Stateful {
  /** What it does, which ends with it: "holds what cannot be made again". */
  readonly does: string;
  /** Why Terraform itself may destroy it, although production's guard refuses. @default it may not: `prevent_destroy` */
  readonly destroyable?: string;
}

const holds = 'holds what cannot be made again';
const sessions = 'sessions can be begun again, and an environment moves back to its database by losing the cache';
const withBucket = 'it goes and comes with its bucket, which Terraform does not destroy';

/**
 * The types that hold what cannot be made again: data, what data is encrypted with, and names that the world has learnt; and
 * those that protect it. Production refuses to delete them (guard.ts), and Terraform too (rule MAL_GUARD_1).
 */
export const stateful: Readonly<Record<string, Stateful>> = {
  aws_backup_vault: { does: holds },
  aws_db_instance: { does: holds },
  aws_db_snapshot: { does: holds },
  aws_dynamodb_table: { does: holds },
  aws_ebs_volume: { does: holds },
  aws_efs_file_system: { does: holds },
  aws_elasticache_replication_group: { does: 'holds the sessions of visitors', destroyable: sessions },
  aws_kms_key: { does: holds },
  aws_rds_cluster: { does: holds },
  aws_route53_delegation_set: { does: holds, destroyable: 'Route 53 keeps it as long as a zone uses it' },
  aws_route53_key_signing_key: { does: 'signs a zone: without it, resolvers take no answer of it' },
  aws_route53_zone: { does: holds },
  aws_s3_bucket: { does: holds },
  aws_secretsmanager_secret: { does: holds },

  aws_backup_vault_lock_configuration: { does: 'keeps backups', destroyable: 'MAL_BAK_2 finds its loss' },
  aws_cloudtrail: { does: 'writes down who did what' },
  aws_route53_hosted_zone_dnssec: { does: 'has a zone signed: without it, resolvers take no answer of it' },
  aws_s3_account_public_access_block: {
    does: 'keeps every bucket of the account closed',
    destroyable: 'MAL_ACCOUNT_2 finds its loss',
  },
  aws_s3_bucket_public_access_block: { does: 'keeps a bucket closed', destroyable: withBucket },
};

/** Those of them that Terraform itself has to refuse to destroy. */
export const preventDestroyTypes: readonly string[] = Object.entries(stateful)
  .filter(([, { destroyable }]) => destroyable === undefined)
  .map(([type]) => type);
