import { preventDestroyTypes } from '../../guard/stateful';
import { isTrue, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { isProtected } from './protected';

/** What keeps what a key encrypts. What others encrypt is on its way, as messages are, or can be lost, as caches are. */
const keeps = [
  'aws_db_instance',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_backup_vault',
  'aws_cloudwatch_log_group',
  'aws_cloudtrail',
  'aws_route53_key_signing_key',
];

const isIrreplaceable = (resource: Resource, world: World) =>
  resource.type !== 'aws_kms_key' || world.thatName(resource, ...keeps).length > 0;

const isGuarded = ({ config }: Resource) => isTrue(config['lifecycle']?.prevent_destroy);

/** What Terraform refuses to destroy. */
export const guardRules: readonly Rule[] = [
  {
    id: 'MAL_GUARD_1',
    covers: ['X4', 'FSBP.KMS.3'],
    title: 'Terraform refuses to destroy or replace what cannot be made anew',
    severity: 'critical',
    why: 'A new name or a moved construct is a replacement: one line among three hundred of a plan',
    fix: 'lifecycle: { preventDestroy: protection.preventDestroy }',
    types: preventDestroyTypes,
    about: (resource, world) => isProtected(resource, world) && isIrreplaceable(resource, world),
    check: (resource) => (isGuarded(resource) ? undefined : 'prevent_destroy is not set'),
  },
  {
    id: 'MAL_GUARD_2',
    covers: ['X4', 'P5'],
    title: 'What is not protected can be destroyed',
    severity: 'medium',
    why: 'The destroy of a branch would get stuck, and the rest of it go on to cost',
    fix: 'lifecycle: { preventDestroy: protection.preventDestroy }',
    types: preventDestroyTypes,
    about: (resource, world) => !isProtected(resource, world),
    check: (resource) => (isGuarded(resource) ? 'prevent_destroy is set' : undefined),
  },
];
