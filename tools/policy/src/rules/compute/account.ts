import { isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

/** What an account says of everything that is made in it, also by hand. */
export const accountRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_106',
    covers: ['FSBP.EC2.7', 'tfsec.ebs.enable-volume-encryption'],
    title: 'Every volume of the account is encrypted, whatever its template says',
    severity: 'medium',
    why: 'A volume that somebody makes by hand is forgotten, and so is what lies on it',
    fix: 'Set enabled of EbsEncryptionByDefault to true',
    types: ['aws_ebs_encryption_by_default'],
    // AWS's own default, once the resource is there, is on.
    check: ({ config: { enabled } }) =>
      enabled === undefined || isTrue(enabled) ? undefined : `enabled is ${JSON.stringify(enabled)}`,
  },
  {
    id: 'MAL_EC2_10',
    title: 'Volumes that name no key are encrypted with a key of ours',
    severity: 'low',
    why: "The use of AWS's own key can be neither narrowed nor taken back",
    fix: 'Set keyArn of EbsDefaultKmsKey to the key of the account for volumes',
    types: ['aws_ebs_default_kms_key'],
    check: ({ config: { key_arn: key }, stack }, world) =>
      world.targets(key, stack).some(({ type }) => type === 'aws_kms_key')
        ? undefined
        : `key_arn is ${JSON.stringify(key)}`,
  },
  {
    id: 'FSBP.EC2.182',
    title: 'No snapshot and no image of the account can be made public',
    severity: 'high',
    why: 'A public snapshot is copied within minutes, with all that was on the disk',
    fix: "Set state to 'block-all-sharing' for snapshots, and to 'block-new-sharing' for images",
    types: ['aws_ebs_snapshot_block_public_access', 'aws_ec2_image_block_public_access'],
    check: ({ type, config: { state } }) => {
      const needed = type === 'aws_ec2_image_block_public_access' ? 'block-new-sharing' : 'block-all-sharing';
      return state === needed ? undefined : `state is ${JSON.stringify(state)}`;
    },
  },
  {
    id: 'MAL_EC2_11',
    title: 'Instances that say nothing themselves give metadata only to who has a session token, and one hop far',
    severity: 'medium',
    why: 'An instance that is made by hand, or by a service, gets whatever its image says',
    fix: 'Set httpTokens to required and httpPutResponseHopLimit to 1 in Ec2InstanceMetadataDefaults',
    types: ['aws_ec2_instance_metadata_defaults'],
    check: ({ config: { http_tokens: tokens, http_put_response_hop_limit: limit } }) =>
      tokens === 'required' && Number(limit) === 1
        ? undefined
        : `http_tokens is ${JSON.stringify(tokens)}, http_put_response_hop_limit is ${JSON.stringify(limit)}`,
  },
  {
    id: 'CKV_AWS_390',
    covers: ['FSBP.EMR.2', 'H1'],
    title: 'No cluster of the account starts with a firewall that is open to the internet, on any port',
    severity: 'high',
    why: "Hadoop's consoles ask for no password, and run what they are given",
    fix: 'Set blockPublicSecurityGroupRules to true, without a permitted range of ports',
    types: ['aws_emr_block_public_access_configuration'],
    check: ({ config }) => {
      const { block_public_security_group_rules: blocks, permitted_public_security_group_rule_range: ranges } = config;
      if (!isTrue(blocks)) return `block_public_security_group_rules is ${JSON.stringify(blocks)}`;
      return [ranges ?? []].flat().length > 0 ? `permits ${JSON.stringify(ranges)}` : undefined;
    },
  },
];
