import { isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { preventDestroyTypes } from '../../guard/stateful';
import type { Scenario } from '../../scenarios';
import { at, custom } from '../ask';
import { isProtected } from '../protected';
import { rulesOf } from '../table';

/**
 * Types that store the data that a key encrypts. The data of other types is transient: messages in transit, and caches
 * that can be lost.
 */
const stores = [
  'aws_db_instance',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_backup_vault',
  'aws_cloudwatch_log_group',
  'aws_cloudtrail',
  'aws_route53_key_signing_key',
];

const isIrreplaceable = (resource: Resource, world: World) =>
  resource.type !== 'aws_kms_key' || world.thatName(resource, ...stores).length > 0;

const unguarded = (type: string, path = '') => ({
  type,
  path,
  change: (config: Record<string, unknown>) => delete config['lifecycle'],
});
const guarded = (type: string, path: string, scenario: Scenario) => ({
  type,
  path,
  scenario,
  change: (config: Record<string, unknown>) => (config['lifecycle'] = { prevent_destroy: true }),
});

const preventsDestroy = custom(at('lifecycle.prevent_destroy', isTrue).fault, {
  'Terraform destroys the database server': unguarded('aws_db_instance', 'database/server'),
  'Terraform destroys the content': unguarded('aws_s3_bucket', 'content/content/Resource'),
  'Terraform destroys the states': unguarded('aws_s3_bucket', 'account/state/Resource'),
  'Terraform destroys the backups': unguarded('aws_backup_vault', 'backup/vault'),
  'Terraform destroys the zone': unguarded('aws_route53_zone'),
  'Terraform destroys the key of the database': unguarded('aws_kms_key', 'database/key/Resource'),
  'Terraform destroys the key of the content': unguarded('aws_kms_key', 'content/key/Resource'),
  'Terraform destroys the key of the log groups': unguarded('aws_kms_key', 'network/log-key/Resource'),
  'Terraform destroys the key that signs the zones': unguarded('aws_kms_key', 'zone-signing/key'),
  'Terraform destroys the signing key of a zone': unguarded('aws_route53_key_signing_key'),
  'Terraform disables DNSSEC of a zone': unguarded('aws_route53_hosted_zone_dnssec'),
  'Terraform destroys the trail': unguarded('aws_cloudtrail'),
  'prevent_destroy of the database server is false': {
    type: 'aws_db_instance',
    scenario: 'staging',
    change: (config) => (config.lifecycle = { prevent_destroy: false }),
  },
});

const allowsDestroy = custom(at('lifecycle.prevent_destroy', (value) => !isTrue(value)).fault, {
  'the database server of testing cannot be destroyed': guarded('aws_db_instance', 'database/server', 'testing'),
  'the content of a branch cannot be destroyed': guarded('aws_s3_bucket', 'content/content/Resource', 'branch'),
  'a key of a branch cannot be destroyed': guarded('aws_kms_key', 'content/key/Resource', 'branch'),
});

/** The resources that Terraform refuses to destroy. */
export const destruction = rulesOf(preventDestroyTypes, {
  MAL_GUARD_1: {
    title: 'Terraform refuses to destroy or replace protected data',
    severity: 'critical',
    covers: 'X4 FSBP.KMS.3',
    about: (resource, world) => isProtected(resource, world) && isIrreplaceable(resource, world),
    why: 'A new name or a moved construct is a replacement: one line among three hundred of a plan',
    fix: 'Set lifecycle.preventDestroy from ProtectionSettings',
    ask: preventsDestroy,
  },
  MAL_GUARD_2: {
    title: 'Terraform can destroy unprotected data',
    severity: 'medium',
    covers: 'X4 P5',
    about: (resource, world) => !isProtected(resource, world),
    why: 'The destroy of a branch would stop in the middle, and the remaining resources would cost money',
    fix: 'Set lifecycle.preventDestroy from ProtectionSettings',
    ask: allowsDestroy,
  },
});
