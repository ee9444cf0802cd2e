import type { Mutation } from '../../testing/mutation';
import { having, without } from './changes';

const guarded = (what: string, type: string, path: string): Mutation => ({
  rule: 'MAL_GUARD_1',
  what: `Terraform destroys ${what}`,
  type,
  path,
  change: without('lifecycle'),
});
const free = (what: string, type: string, path: string, kind: Mutation['kind']): Mutation => ({
  rule: 'MAL_GUARD_2',
  what: `${what} cannot be thrown away`,
  type,
  path,
  change: having({ lifecycle: { prevent_destroy: true } }),
  kind,
});

export const guardMutations: readonly Mutation[] = [
  guarded('the database server', 'aws_db_instance', 'database/server'),
  guarded('the content', 'aws_s3_bucket', 'content/content/Resource'),
  guarded('the states', 'aws_s3_bucket', 'account/state/Resource'),
  guarded('the backups', 'aws_backup_vault', 'backup/vault'),
  guarded('the zone', 'aws_route53_zone', ''),
  guarded('the key of the database', 'aws_kms_key', 'database/key/Resource'),
  guarded('the key of the content', 'aws_kms_key', 'content/key/Resource'),
  guarded('the key of the log groups', 'aws_kms_key', 'network/log-key/Resource'),
  guarded('the key that signs the zones', 'aws_kms_key', 'zone-signing/key'),
  guarded('the signature of a zone', 'aws_route53_key_signing_key', ''),
  guarded('that a zone is signed', 'aws_route53_hosted_zone_dnssec', ''),
  guarded('the trail', 'aws_cloudtrail', ''),
  {
    rule: 'MAL_GUARD_1',
    what: 'the guard of the database server is switched off',
    type: 'aws_db_instance',
    kind: 'staging',
    change: having({ lifecycle: { prevent_destroy: false } }),
  },
  free('the database server of testing', 'aws_db_instance', 'database/server', 'testing'),
  free('the content of a branch', 'aws_s3_bucket', 'content/content/Resource', 'branch'),
  free('a key of a branch', 'aws_kms_key', 'content/key/Resource', 'branch'),
];
