import { allFixed, fixed, frees, on, ranked } from '../effects/direction';
import type { Rows } from '../row';

const encrypted = 'the encryption of new disks';
const shared = "the ban on public sharing of the account's resources";

/** Settings of the account. */
export const account: Rows = {
  aws_ebs_default_kms_key: { does: "encrypts new disks with the account's key", attributes: {} },
  aws_ebs_encryption_by_default: { does: 'encrypts new disks', sets: [], attributes: { enabled: on(encrypted) } },
  aws_ebs_snapshot_block_public_access: {
    does: 'prevents public sharing of snapshots',
    sets: [],
    attributes: { state: ranked(['unblocked', 'block-new-sharing', 'block-all-sharing'], shared) },
  },
  aws_ec2_image_block_public_access: {
    does: 'prevents public sharing of images',
    sets: [],
    attributes: { ...frees('timeouts'), state: ranked(['unblocked', 'block-new-sharing'], shared) },
  },
  aws_ec2_instance_metadata_defaults: {
    does: 'protects the credentials of new servers from forged requests',
    attributes: {
      ...frees('http_put_response_hop_limit instance_metadata_tags'),
      http_tokens: ranked(
        ['no-preference', 'optional', 'required'],
        "the protection of a server's credentials from forged requests",
      ),
      http_endpoint: fixed("the protection of a server's credentials from forged requests"),
    },
  },
  aws_emr_block_public_access_configuration: {
    does: 'prevents public clusters',
    sets: [],
    attributes: {
      block_public_security_group_rules: on(shared),
      permitted_public_security_group_rule_range: fixed(shared),
    },
  },
  aws_backup_region_settings: {
    does: 'selects the types that AWS Backup copies in the region',
    sets: [],
    attributes: allFixed('resource_type_opt_in_preference resource_type_management_preference', 'copies of the data'),
  },
  aws_backup_global_settings: {
    does: 'configures AWS Backup across accounts',
    sets: [],
    attributes: allFixed('global_settings', 'copies of the data'),
  },
};
