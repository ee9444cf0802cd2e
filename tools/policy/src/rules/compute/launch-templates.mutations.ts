import type { Mutation } from '../../testing/mutation';

const type = 'aws_launch_template';

/** A mutation of a template's own attributes. */
const template = (rule: string, what: string, change: Mutation['change'], more: Partial<Mutation> = {}): Mutation => ({
  rule,
  what,
  type,
  change,
  ...more,
});

export const launchTemplateMutations: readonly Mutation[] = [
  template('CKV_AWS_79', 'metadata needs no token', (config) => (config.metadata_options.http_tokens = 'optional')),
  template('CKV_AWS_79', 'nothing is said about metadata', (config) => delete config.metadata_options),
  template(
    'CKV_AWS_341',
    'metadata goes two hops',
    (config) => (config.metadata_options.http_put_response_hop_limit = 2),
  ),
  template(
    'CKV_AWS_341',
    'how far metadata goes is left to the image',
    (config) => delete config.metadata_options.http_put_response_hop_limit,
  ),
  template(
    'MAL_EC2_3',
    'instances do not know their tags',
    (config) => delete config.metadata_options.instance_metadata_tags,
  ),
  template(
    'CKV_AWS_88',
    'instances have a public address',
    (config) => (config.network_interfaces[0].associate_public_ip_address = 'true'),
  ),
  template(
    'CKV_AWS_88',
    'whether instances have a public address is left to the subnet',
    (config) => delete config.network_interfaces[0].associate_public_ip_address,
  ),
  template('CKV_AWS_88', 'a template names no interface', (config) => {
    config.vpc_security_group_ids = config.network_interfaces[0].security_groups;
    delete config.network_interfaces;
  }),
  template('CKV_AWS_88', 'instances have a second interface', (config) =>
    config.network_interfaces.push({ associate_public_ip_address: 'false', device_index: 1 }),
  ),
  template(
    'FSBP.EC2.181',
    'a disk is not encrypted',
    (config) => (config.block_device_mappings[0].ebs.encrypted = 'false'),
  ),
  template('FSBP.EC2.181', 'a second disk says nothing of encryption', (config) =>
    config.block_device_mappings.push({ device_name: '/dev/sdf', ebs: { volume_type: 'gp3' } }),
  ),
  template('FSBP.EC2.181', 'disks are as the image has them', (config) => delete config.block_device_mappings),
  template(
    'MAL_EC2_4',
    "a disk is encrypted with AWS's own key",
    (config) => delete config.block_device_mappings[0].ebs.kms_key_id,
  ),
  template(
    'MAL_EC2_4',
    'a disk is encrypted with the key of another account',
    (config) =>
      (config.block_device_mappings[0].ebs.kms_key_id = 'arn:aws:kms:eu-west-1:999999999999:key/0123-4567-89ab'),
  ),
  template('MAL_EC2_5', 'a disk is gp2', (config) => (config.block_device_mappings[0].ebs.volume_type = 'gp2')),
  template(
    'MAL_EC2_5',
    'a disk stays when its instance goes',
    (config) => (config.block_device_mappings[0].ebs.delete_on_termination = 'false'),
  ),
  template(
    'AwsSolutions-EC28',
    'production is measured every five minutes',
    (config) => (config.monitoring.enabled = false),
  ),
  template('AwsSolutions-EC28', 'nothing is said about measuring', (config) => delete config.monitoring, {
    kind: 'staging',
  }),
  template('MAL_EC2_6', 'instances take an SSH key', (config) => (config.key_name = 'production')),
  {
    rule: 'MAL_EC2_6',
    what: 'the nodes of a cluster take an SSH key',
    kind: 'cluster',
    type: 'aws_emr_cluster',
    change: (config) => (config.ec2_attributes.key_name = 'hadoop'),
  },
  template('MAL_EC2_7', 'volumes have no tags', (config) => config.tag_specifications.pop()),
  template(
    'MAL_EC2_7',
    'instances do not say whose they are',
    (config) => delete config.tag_specifications[0].tags.Environment,
  ),
  template(
    'MAL_EC2_7',
    'instances say that they are of another environment',
    (config) => (config.tag_specifications[0].tags.Environment = 'testing'),
  ),
  template('MAL_EC2_7', 'volumes do not say for which role they are', (config) => {
    delete config.tag_specifications[1].tags.Role;
  }),
  template(
    'MAL_EC2_8',
    'the image is looked up by its name',
    (config) => (config.image_id = '${data.aws_ami.ubuntu.id}'),
  ),
  template(
    'MAL_EC2_8',
    'the image is whatever somebody writes into a parameter',
    (config) => (config.image_id = 'resolve:ssm:/malinshopper/image'),
  ),
  template('CKV2_AWS_41', 'instances act as nobody', (config) => delete config.iam_instance_profile),
  template(
    'CKV2_AWS_41',
    'instances act as a role that was made by hand',
    (config) => (config.iam_instance_profile = { name: 'admin' }),
  ),
];
