import { accounts } from '@malinshopper/environments';
import type { Mutation } from '../../testing/mutation';

const of = (rule: string, what: string, type: string, change: Mutation['change']): Mutation => ({
  rule,
  what,
  type,
  change,
});

export const accountMutations: readonly Mutation[] = [
  of('CKV_AWS_106', 'volumes are encrypted only if they ask for it', 'aws_ebs_encryption_by_default', (config) => {
    config.enabled = false;
  }),
  of('MAL_EC2_10', "volumes that name no key get AWS's own", 'aws_ebs_default_kms_key', (config) => {
    config.key_arn = `arn:aws:kms:eu-west-1:${accounts.production.id}:alias/aws/ebs`;
  }),
  of('FSBP.EC2.182', 'snapshots that are public stay so', 'aws_ebs_snapshot_block_public_access', (config) => {
    config.state = 'block-new-sharing';
  }),
  of('FSBP.EC2.182', 'an image can be made public', 'aws_ec2_image_block_public_access', (config) => {
    config.state = 'unblocked';
  }),
  of('MAL_EC2_11', 'metadata needs no token by default', 'aws_ec2_instance_metadata_defaults', (config) => {
    config.http_tokens = 'optional';
  }),
  of('MAL_EC2_11', 'metadata goes as far as the image says', 'aws_ec2_instance_metadata_defaults', (config) => {
    delete config.http_put_response_hop_limit;
  }),
  of('CKV_AWS_390', 'a cluster may be public', 'aws_emr_block_public_access_configuration', (config) => {
    config.block_public_security_group_rules = false;
  }),
  of(
    'CKV_AWS_390',
    'a cluster may be public on the port of SSH, as AWS has it by default',
    'aws_emr_block_public_access_configuration',
    (config) => {
      config.permitted_public_security_group_rule_range = [{ min_range: 22, max_range: 22 }];
    },
  ),
];
