import { block, type Block, blocks, isTrue, type Resource } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { identitiesOf } from './instances';

const types = ['aws_launch_template'];

const disksOf = ({ config }: Resource): Block[] =>
  blocks(config['block_device_mappings']).flatMap((mapping) => [...blocks(mapping['ebs'])]);
const isFalse = (value: unknown) => value === false || value === 'false';

/** What instances are made from. */
export const launchTemplateRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_79',
    covers: ['FSBP.EC2.8', 'FSBP.EC2.170', 'FSBP.AutoScaling.3', 'C1', 'tfsec.autoscaling.enforce-http-token-imds'],
    title: 'Instances give metadata only to who has a session token (IMDSv2)',
    severity: 'high',
    why: 'Without it, one request that a web server can be talked into gives away the credentials of its role',
    fix: 'Set metadataOptions.httpTokens to required',
    types,
    check: ({ config }) => {
      const { http_tokens: tokens } = block(config['metadata_options']);
      return tokens === 'required' ? undefined : `http_tokens is ${JSON.stringify(tokens)}`;
    },
  },
  {
    id: 'CKV_AWS_341',
    covers: ['FSBP.AutoScaling.4', 'C1'],
    title: 'Metadata leaves no instance: it goes one hop',
    severity: 'medium',
    why: 'A container, or a proxy on the machine, would get the credentials of its role; an image may set two hops',
    fix: 'Set metadataOptions.httpPutResponseHopLimit to 1',
    types,
    check: ({ config }) => {
      const { http_put_response_hop_limit: limit } = block(config['metadata_options']);
      return Number(limit) === 1 ? undefined : `http_put_response_hop_limit is ${JSON.stringify(limit)}`;
    },
  },
  {
    id: 'MAL_EC2_3',
    covers: ['C1'],
    title: 'Instances know their own tags from metadata',
    severity: 'low',
    why: 'To ask EC2 for them, a machine needs a permission that is good for every instance there is',
    fix: 'Set metadataOptions.instanceMetadataTags to enabled',
    types,
    check: ({ config }) => {
      const { instance_metadata_tags: tags } = block(config['metadata_options']);
      return tags === 'enabled' ? undefined : `instance_metadata_tags is ${JSON.stringify(tags)}`;
    },
  },
  {
    id: 'CKV_AWS_88',
    covers: ['FSBP.EC2.9', 'FSBP.EC2.25', 'FSBP.AutoScaling.5', 'FSBP.EC2.17', 'C1', 'tfsec.autoscaling.no-public-ip'],
    title: 'Instances have one network interface, without a public address',
    severity: 'critical',
    why: 'With one they are attacked directly; a second interface leads around the firewall of the first',
    fix: 'Set associatePublicIpAddress to false on the only network interface: left out, the subnet decides',
    types,
    check: ({ config }) => {
      const interfaces = blocks(config['network_interfaces']);
      if (interfaces.length !== 1) return `has ${interfaces.length} network_interfaces`;
      const { associate_public_ip_address: given } = interfaces[0]!;
      return isFalse(given) ? undefined : `associate_public_ip_address is ${JSON.stringify(given)}`;
    },
  },
  {
    id: 'FSBP.EC2.181',
    covers: ['FSBP.EC2.3', 'AwsSolutions-EC26', 'C1', 'tfsec.autoscaling.enable-at-rest-encryption'],
    title: 'Every disk of an instance is encrypted, and the template says so',
    severity: 'high',
    why: 'The content, and what a job has read from the database, lies on it',
    fix: 'Set encrypted on every disk in blockDeviceMappings, the root disk too',
    types,
    check: (template) => {
      const disks = disksOf(template);
      if (disks.length === 0) return 'names no disk';
      return disks.every(({ encrypted }) => isTrue(encrypted)) ? undefined : 'has a disk that is not encrypted';
    },
  },
  {
    id: 'MAL_EC2_4',
    covers: ['C1', 'tfsec.ebs.encryption-customer-key'],
    title: 'Every disk of an instance is encrypted with a key of ours',
    severity: 'medium',
    why: "The use of AWS's own key can be neither narrowed nor taken back",
    fix: 'Set kmsKeyId to volumeKeyArn of the account app',
    types,
    check: (template, world) => {
      const disks = disksOf(template);
      const isOurs = ({ kms_key_id: key }: Block) =>
        world.targets(key, template.stack).some(({ type }) => type === 'aws_kms_key');
      const other = disks.find((disk) => !isOurs(disk));
      if (disks.length === 0) return 'names no disk';
      return other && `kms_key_id is ${JSON.stringify(other['kms_key_id'])}`;
    },
  },
  {
    id: 'MAL_EC2_5',
    covers: ['C1'],
    title: 'Disks are of the kind gp3, and go with their instance',
    severity: 'low',
    why: 'gp2 is slower and dearer; a disk that stays is paid for, and read by whoever finds it',
    fix: 'Set volumeType to gp3 and deleteOnTermination',
    types,
    check: (template) => {
      const disks = disksOf(template);
      if (disks.length === 0) return 'names no disk';
      if (disks.some(({ volume_type: kind }) => kind !== 'gp3')) return 'has a disk that is not gp3';
      return disks.every(({ delete_on_termination: goes }) => isTrue(goes)) ? undefined : 'has a disk that may stay';
    },
  },
  {
    id: 'AwsSolutions-EC28',
    covers: ['C1'],
    title: 'Instances are measured every minute',
    severity: 'low',
    why: 'Scaling and alarms see a load five minutes late otherwise',
    fix: 'Set monitoring; an environment that saves its price needs a waiver',
    types,
    check: ({ config }) => {
      const { enabled } = block(config['monitoring']);
      return isTrue(enabled) ? undefined : `monitoring.enabled is ${JSON.stringify(enabled)}`;
    },
  },
  {
    id: 'MAL_EC2_6',
    covers: ['C1', 'AwsSolutions-EMR6'],
    title: 'No instance takes an SSH key',
    severity: 'medium',
    why: 'A key is lent and copied, and nobody knows who came in with it',
    fix: 'Remove keyName; people come in through Session Manager',
    types: ['aws_launch_template', 'aws_emr_cluster'],
    check: ({ config }) => {
      const key = (config['key_name'] ?? block(config['ec2_attributes'])['key_name']) as unknown;
      return key === undefined ? undefined : `key_name is ${JSON.stringify(key)}`;
    },
  },
  {
    id: 'MAL_EC2_7',
    covers: ['C1', 'C10', 'P5'],
    title: 'Instances and their volumes carry the tags of their stack and their role from their first second',
    severity: 'medium',
    why: 'Costs, and who may enter an instance, go by tags; default tags reach nothing that a group launches',
    fix: 'Set tagSpecifications for instance and volume to instanceTags (apps/compute)',
    types,
    check: ({ config, stack }) => {
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
  },
  {
    id: 'MAL_EC2_8',
    covers: ['C1'],
    title: 'Instances boot a named image, of their own processor',
    severity: 'medium',
    why: 'An image that is looked up by its name may be that of somebody who gave his the same name',
    fix: 'Set imageId to an id of environments/src/images.ts, or to a public parameter of AWS',
    types,
    check: ({ config }) => {
      const { image_id: image } = config;
      const named = /^ami-[0-9a-f]{8,17}$|^resolve:ssm:\/aws\/service\/(canonical|ami-amazon-linux-latest)\/\S+$/;
      return named.test(String(image)) ? undefined : `image_id is ${JSON.stringify(image)}`;
    },
  },
  {
    id: 'CKV2_AWS_41',
    covers: ['C6'],
    title: 'Every instance acts as a role of ours',
    severity: 'high',
    why: 'Without one, somebody puts a key onto the machine',
    fix: 'Set iamInstanceProfile to the profile of the role',
    types: ['aws_launch_template', 'aws_emr_cluster'],
    check: (machine, world) => {
      const roles = identitiesOf(machine, world);
      return roles.length === 1 ? undefined : `has ${roles.length} roles`;
    },
  },
];
