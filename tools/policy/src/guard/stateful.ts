/** Something that production does not lose by a deploy. */
export interface Stateful {
  /** What it does, and what ends with it: "holds data that is lost with it". */
  readonly does: string;
  /** Why Terraform itself may destroy it, although production's guard refuses. @default it may not: `prevent_destroy` */
  readonly destroyable?: string;
}

const data = 'holds data that is lost with it';
const sessions = 'sessions can be begun again, and an environment moves back to its database by losing the cache';
const withBucket = 'it goes and comes with its bucket, which Terraform does not destroy';

/**
 * The types that hold what cannot be made again: data, what data is encrypted with, and names that the world has learnt; and
 * those that protect it. Production refuses to delete them (guard.ts), and Terraform too (rule MAL_GUARD_1).
 */
export const stateful: Readonly<Record<string, Stateful>> = {
  aws_backup_vault: { does: 'holds backups that are lost with it' },
  aws_db_instance: { does: data },
  aws_db_snapshot: { does: data },
  aws_dynamodb_table: { does: data },
  aws_ebs_volume: { does: data },
  aws_efs_file_system: { does: data },
  aws_elasticache_replication_group: { does: 'holds the sessions of visitors', destroyable: sessions },
  aws_kms_key: { does: 'is a key: what it has encrypted can be read no more' },
  aws_rds_cluster: { does: data },
  aws_route53_delegation_set: {
    does: 'has the name servers that a domain is entered with',
    destroyable: 'Route 53 keeps it as long as a zone uses it',
  },
  aws_route53_key_signing_key: { does: 'signs a zone: without it, resolvers take no answer of it' },
  aws_route53_zone: { does: 'answers for a domain: a new one has other name servers' },
  aws_s3_bucket: { does: data },
  aws_secretsmanager_secret: { does: 'holds a secret that is lost with it' },

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
