import { all, custom, is, oneOf, onOrUnset, ours } from '../ask';
import { rulesOf } from '../table';

const images = 'aws_ec2_image_block_public_access';

const sharingIsBlocked = custom(
  ({ type, config: { state } }) => {
    const needed = type === images ? 'block-new-sharing' : 'block-all-sharing';
    return state === needed ? undefined : `state is ${JSON.stringify(state)}`;
  },
  {
    'snapshots that are public stay public': (config) => (config.state = 'block-new-sharing'),
    'an image can be made public': { type: images, change: (config) => (config.state = 'unblocked') },
  },
);

/** The defaults of an account for volumes, snapshots, images and instances, also for those that are made by hand. */
export const accountDefaults = rulesOf('aws_ebs_encryption_by_default', {
  CKV_AWS_106: {
    title: 'Volumes of the account are encrypted by default',
    severity: 'medium',
    covers: 'FSBP.EC2.7 tfsec.ebs.enable-volume-encryption',
    why: 'Volumes that are made by hand are forgotten, with the data on them',
    fix: 'Set enabled of EbsEncryptionByDefault to true',
    ask: onOrUnset('enabled'),
  },
  MAL_EC2_10: {
    title: 'Volumes that name no key are encrypted with a key of this repository',
    severity: 'low',
    types: ['aws_ebs_default_kms_key'],
    why: "The use of AWS's own key can be neither narrowed nor revoked",
    fix: 'Set keyArn of EbsDefaultKmsKey to the key of the account for volumes',
    ask: ours('key_arn', 'aws_kms_key'),
  },
  'FSBP.EC2.182': {
    title: 'Snapshots and images of the account cannot be made public',
    severity: 'high',
    types: ['aws_ebs_snapshot_block_public_access', images],
    why: 'A public snapshot is copied within minutes, with the whole disk',
    fix: "Set state to 'block-all-sharing' for snapshots, and to 'block-new-sharing' for images",
    ask: sharingIsBlocked,
  },
  MAL_EC2_11: {
    title: 'Instances without metadata options require a session token and answer over one hop',
    severity: 'medium',
    types: ['aws_ec2_instance_metadata_defaults'],
    why: 'An instance that is made by hand, or by a service, gets the settings of its image',
    fix: 'Set httpTokens to required and httpPutResponseHopLimit to 1 in Ec2InstanceMetadataDefaults',
    ask: all(is('http_tokens', 'required', undefined, 'optional'), oneOf('http_put_response_hop_limit', 1)),
  },
});
