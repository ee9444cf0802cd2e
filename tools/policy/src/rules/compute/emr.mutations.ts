import { remove, type Changeable, type Mutation } from '../../testing/mutation';

const kind = 'cluster';
const type = 'aws_emr_cluster';
const groupOfWeb = '${aws_security_group.web_firewall_2BC63BE6.id}';

export const emrMutations: readonly Mutation[] = [
  {
    rule: 'CKV_AWS_114',
    what: 'a cluster with Kerberos names no realm',
    kind,
    type,
    change: (config) => (config.kerberos_attributes = { kdc_admin_password: 'kept-elsewhere' }),
  },
  {
    rule: 'CKV2_AWS_7',
    what: 'a cluster is in public subnets',
    kind,
    type,
    change: (config) =>
      (config.ec2_attributes.subnet_ids = '${data.terraform_remote_state.network.outputs.publicSubnetIds}'),
  },
  {
    rule: 'CKV2_AWS_7',
    what: 'a cluster is in the default network',
    kind,
    type,
    change: (config) => delete config.ec2_attributes.subnet_ids,
  },
  {
    rule: 'CKV2_AWS_7',
    what: 'EMR makes a firewall of its own for the primary node',
    kind,
    type,
    change: (config) => delete config.ec2_attributes.emr_managed_master_security_group,
  },
  {
    rule: 'CKV2_AWS_7',
    what: 'a web server gets into the primary node',
    kind,
    type: 'aws_vpc_security_group_ingress_rule',
    path: 'firewall/manage-primary-in',
    change: (config) => (config.referenced_security_group_id = groupOfWeb),
  },
  {
    rule: 'CKV2_AWS_7',
    what: 'the internet gets into the primary node',
    kind,
    type: 'aws_vpc_security_group_ingress_rule',
    path: 'firewall/manage-primary-in',
    change: (config) => {
      delete config.referenced_security_group_id;
      config.cidr_ipv4 = '0.0.0.0/0';
    },
  },
  {
    rule: 'CKV2_AWS_55',
    what: 'a cluster has no security configuration',
    kind,
    type,
    change: (config) => delete config.security_configuration,
  },
  {
    rule: 'CKV2_AWS_55',
    what: 'the security configuration is gone',
    kind,
    type: 'aws_emr_security_configuration',
    change: remove,
  },
  { rule: 'AwsSolutions-EMR2', what: 'a cluster logs nothing', kind, type, change: (config) => delete config.log_uri },
  {
    rule: 'AwsSolutions-EMR2',
    what: 'a cluster logs to a bucket of somebody else',
    kind,
    type,
    change: (config) => (config.log_uri = 's3://logs-of-somebody/'),
  },
  {
    rule: 'AwsSolutions-EMR2',
    what: 'a cluster logs without a key',
    kind,
    type,
    change: (config) => delete config.log_encryption_kms_key_id,
  },
  {
    rule: 'MAL_EMR_1',
    what: 'the core of a cluster is spot capacity',
    kind,
    type,
    change: (config) => (config.core_instance_fleet.target_spot_capacity = 1),
  },
  {
    rule: 'MAL_EMR_1',
    what: 'a cluster is of groups of one type',
    kind,
    type,
    change: (config) => {
      delete config.core_instance_fleet;
      config.core_instance_group = { instance_type: 'm7g.xlarge' };
    },
  },
  {
    rule: 'MAL_EMR_1',
    what: 'a cluster stays as large as it is',
    kind,
    type: 'aws_emr_managed_scaling_policy',
    change: remove,
  },
  {
    rule: 'MAL_EMR_2',
    what: 'a firewall of a cluster can never go',
    kind,
    type: 'aws_security_group',
    path: 'cluster/firewall/nodes/Resource',
    change: (config) => delete config.revoke_rules_on_delete,
  },
  {
    rule: 'MAL_EMR_3',
    what: 'a wrong click ends a cluster',
    kind,
    type,
    change: (config) => (config.termination_protection = false),
  },
];

/** Changes the JSON of a security configuration. */
const inside = (change: (encryption: Changeable, all: Changeable) => void) => (config: { configuration: string }) => {
  const all = JSON.parse(config.configuration) as { EncryptionConfiguration: object };
  change(all.EncryptionConfiguration, all);
  config.configuration = JSON.stringify(all);
};
const security = (rule: string, what: string, change: Parameters<typeof inside>[0]): Mutation => ({
  rule,
  what,
  kind,
  type: 'aws_emr_security_configuration',
  change: inside(change),
});

export const emrEncryptionMutations: readonly Mutation[] = [
  security(
    'CKV_AWS_171',
    'a cluster encrypts nothing that lies',
    (encryption) => (encryption.EnableAtRestEncryption = false),
  ),
  security('CKV_AWS_171', "a cluster writes to S3 with S3's own key", ({ AtRestEncryptionConfiguration: atRest }) => {
    atRest.S3EncryptionConfiguration = { EncryptionMode: 'SSE-S3' };
  }),
  security('CKV_AWS_349', 'local disks are not encrypted', ({ AtRestEncryptionConfiguration: atRest }) => {
    delete atRest.LocalDiskEncryptionConfiguration;
  }),
  security(
    'CKV_AWS_349',
    'local disks have a key from a program of somebody',
    ({ AtRestEncryptionConfiguration: atRest }) => {
      atRest.LocalDiskEncryptionConfiguration.EncryptionKeyProviderType = 'Custom';
    },
  ),
  security('CKV_AWS_350', 'root volumes are not encrypted', ({ AtRestEncryptionConfiguration: atRest }) => {
    delete atRest.LocalDiskEncryptionConfiguration.EnableEbsEncryption;
  }),
  security('CKV_AWS_351', 'nodes talk in clear', (encryption) => (encryption.EnableInTransitEncryption = false)),
  security(
    'CKV_AWS_351',
    'nodes have no certificates',
    (encryption) => delete encryption.InTransitEncryptionConfiguration,
  ),
  security('MAL_EMR_4', 'nodes give metadata without a token', (_encryption, all) => {
    all.InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion = 1;
  }),
  security('MAL_EMR_4', 'nothing is said about the metadata of nodes', (_encryption, all) => {
    delete all.InstanceMetadataServiceConfiguration;
  }),
];
