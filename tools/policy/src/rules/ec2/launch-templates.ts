import { blocks } from '@malinshopper/synthesized';
import { all, alsoBroken, between, custom, exactlyOne, is, like, never, off, on, ours, tried } from '../ask';
import { rulesOf } from '../table';
import { identitiesOf, machineTypes } from './instances';

const disk = 'block_device_mappings.ebs';

const oneInterface = exactlyOne('network_interfaces', ({ config }) => blocks(config['network_interfaces']), {
  'a template names no interface': (config) => {
    config.vpc_security_group_ids = config.network_interfaces[0].security_groups;
    delete config.network_interfaces;
  },
  'instances have a second interface': (config) =>
    config.network_interfaces.push({ associate_public_ip_address: 'false', device_index: 1 }),
});

const tagged = custom(
  ({ config, stack }) => {
    const specifications = blocks(config['tag_specifications']);
    for (const kind of ['instance', 'volume']) {
      const { tags } = specifications.find(({ resource_type: type }) => type === kind) ?? {};
      const missing = Object.entries({ ...stack.defaultTags, Role: undefined }).find(
        ([name, value]) => !tags?.[name] || (value !== undefined && tags[name] !== value),
      );
      if (missing) return `the tag ${missing[0]} of a new ${kind} is ${JSON.stringify(tags?.[missing[0]])}`;
    }
    return undefined;
  },
  {
    'volumes have no tags': (config) => config.tag_specifications.pop(),
    'instances have no tag Environment': (config) => delete config.tag_specifications[0].tags.Environment,
    'instances have the tag of another environment': (config) =>
      (config.tag_specifications[0].tags.Environment = 'testing'),
    'volumes have no tag Role': (config) => delete config.tag_specifications[1].tags.Role,
  },
);

const oneRole = exactlyOne('roles', identitiesOf, {
  'instances have no profile': (config) => delete config.iam_instance_profile,
  'instances have the profile of a role that was created by hand': (config) =>
    (config.iam_instance_profile = { name: 'admin' }),
});

export const launchTemplates = rulesOf('aws_launch_template', {
  CKV_AWS_79: {
    title: 'Instances require a session token for metadata (IMDSv2)',
    severity: 'high',
    covers: 'FSBP.EC2.8 FSBP.EC2.170 FSBP.AutoScaling.3 C1 tfsec.autoscaling.enforce-http-token-imds',
    why: 'Without a session token, one forged request through a web server (SSRF) returns the credentials of the role of the server',
    fix: 'Set metadataOptions.httpTokens to required',
    ask: is('metadata_options.http_tokens', 'required', undefined, 'optional'),
  },
  CKV_AWS_341: {
    title: 'Instances answer metadata requests only over one network hop',
    severity: 'medium',
    covers: 'FSBP.AutoScaling.4 C1',
    why: 'A container, or a proxy on the machine, would get the credentials of its role; an image may set two hops',
    fix: 'Set metadataOptions.httpPutResponseHopLimit to 1',
    ask: between('metadata_options.http_put_response_hop_limit', 1, 1, 2),
  },
  MAL_EC2_3: {
    title: 'Instances read their own tags from metadata',
    severity: 'low',
    covers: 'C1',
    why: 'The EC2 permission for reading tags covers every instance of the account',
    fix: 'Set metadataOptions.instanceMetadataTags to enabled',
    ask: is('metadata_options.instance_metadata_tags', 'enabled', undefined),
  },
  CKV_AWS_88: {
    title: 'Instances have one network interface, without a public address',
    severity: 'critical',
    covers: 'FSBP.EC2.9 FSBP.EC2.25 FSBP.AutoScaling.5 FSBP.EC2.17 C1 tfsec.autoscaling.no-public-ip',
    why: 'A public address can be attacked directly; a second interface bypasses the security group of the first',
    fix: 'Set associatePublicIpAddress to false on the only network interface: if it is left out, the subnet decides',
    ask: all(oneInterface, off('network_interfaces.associate_public_ip_address')),
  },
  'FSBP.EC2.181': {
    title: 'Disks of instances are encrypted by the template',
    severity: 'high',
    covers: 'FSBP.EC2.3 AwsSolutions-EC26 C1 tfsec.autoscaling.enable-at-rest-encryption',
    why: 'They contain the content, and data that jobs have read from the database',
    fix: 'Set encrypted on every disk in blockDeviceMappings, the root disk too',
    ask: alsoBroken(on(`${disk}.encrypted`), {
      'a second disk does not set encrypted': (config) =>
        config.block_device_mappings.push({ device_name: '/dev/sdf', ebs: { volume_type: 'gp3' } }),
      'disks are left to the image': (config) => delete config.block_device_mappings,
    }),
  },
  MAL_EC2_4: {
    title: 'Disks of instances are encrypted with a key of this repository',
    severity: 'medium',
    covers: 'C1 tfsec.ebs.encryption-customer-key',
    why: 'The use of the AWS managed key can be neither restricted nor revoked',
    fix: 'Set kmsKeyId to volumeKeyArn of the account app',
    ask: ours(`${disk}.kms_key_id`, 'aws_kms_key'),
  },
  MAL_EC2_5: {
    title: 'Disks of instances are gp3 and are deleted with their instance',
    severity: 'low',
    covers: 'C1',
    why: 'gp2 is slower and costs more; a disk that is left over is paid for, and may be read later',
    fix: 'Set volumeType to gp3 and deleteOnTermination',
    ask: all(is(`${disk}.volume_type`, 'gp3', 'gp2'), on(`${disk}.delete_on_termination`)),
  },
  'AwsSolutions-EC28': {
    title: 'Instances have detailed monitoring',
    severity: 'low',
    covers: 'C1',
    why: 'Scaling and alarms react to load up to five minutes late otherwise',
    fix: 'Enable detailed monitoring; an environment without it, for its price, needs a waiver',
    ask: on('monitoring.enabled'),
  },
  MAL_EC2_6: {
    title: 'Instances take no SSH key',
    severity: 'medium',
    covers: 'C1 AwsSolutions-EMR6',
    types: machineTypes,
    why: 'Keys are shared and copied, so a login cannot be attributed to a person',
    fix: 'Remove keyName; log in through Session Manager',
    ask: all(
      never('key_name', 'production'),
      tried({ scenario: 'cluster', type: 'aws_emr_cluster' }, never('ec2_attributes.key_name', 'hadoop')),
    ),
  },
  MAL_EC2_7: {
    title: 'Instances and their volumes are launched with the tags of their stack, and with a tag for their role',
    severity: 'medium',
    covers: 'C1 C10 P5',
    why: 'Cost reports and access to instances depend on tags; default tags do not reach the instances of a group',
    fix: 'Set tagSpecifications for instance and volume to instanceTags (apps/compute)',
    ask: tagged,
  },
  MAL_EC2_8: {
    title: 'Instances boot an image by its id or by a public parameter of AWS',
    severity: 'medium',
    covers: 'C1',
    why: 'A look-up by name may find an image that another account published under the same name',
    fix: 'Set imageId to an id of environments/src/images.ts, or to a public parameter of AWS',
    ask: like(
      'image_id',
      /^ami-[0-9a-f]{8,17}$|^resolve:ssm:\/aws\/service\/(canonical|ami-amazon-linux-latest)\/\S+$/,
      '${data.aws_ami.ubuntu.id}',
      'resolve:ssm:/malinshopper/image',
    ),
  },
  CKV2_AWS_41: {
    title: 'Instances have a role of this repository',
    severity: 'high',
    covers: 'C6',
    types: machineTypes,
    why: 'Without a role, long-lived keys end up on the machine',
    fix: 'Set iamInstanceProfile to the profile of the role',
    ask: oneRole,
  },
});
