import { block, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

const types = ['aws_emr_security_configuration'];

/** EMR's own words: EMR management guide, "Specify options for a security configuration". */
interface Configuration {
  readonly EncryptionConfiguration?: Readonly<Record<string, unknown>>;
  readonly InstanceMetadataServiceConfiguration?: Readonly<Record<string, unknown>>;
}

function configurationOf({ config, stack, path }: Resource, world: World): Configuration {
  const text = String(world.resolve(config['configuration'], stack));
  try {
    return JSON.parse(text) as Configuration;
  } catch {
    throw new Error(
      `${path}: configuration is no JSON, so no rule can judge it. It begins with ` +
        `${JSON.stringify(text.slice(0, 60))}. Write it with JSON.stringify.`,
    );
  }
}

const atRest = (configuration: Configuration) => {
  const encryption = configuration.EncryptionConfiguration ?? {};
  return encryption['EnableAtRestEncryption'] === true ? block(encryption['AtRestEncryptionConfiguration']) : {};
};
const isOurKey = (key: unknown, { stack }: Resource, world: World) =>
  world.targets(key, stack).some(({ type }) => type === 'aws_kms_key');

/** How clusters encrypt. */
export const emrEncryptionRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_171',
    covers: ['H1'],
    title: 'A cluster encrypts what it writes to S3 with a key of ours',
    severity: 'medium',
    why: 'What its jobs put down on the way is the same content',
    fix: 'Set EncryptionMode to SSE-KMS, with AwsKmsKey',
    types,
    check: (resource, world) => {
      const s3 = block(atRest(configurationOf(resource, world))['S3EncryptionConfiguration']);
      const { EncryptionMode: mode, AwsKmsKey: key } = s3;
      return mode === 'SSE-KMS' && isOurKey(key, resource, world)
        ? undefined
        : `EncryptionMode is ${JSON.stringify(mode)}`;
    },
  },
  {
    id: 'CKV_AWS_349',
    covers: ['H1', 'AwsSolutions-EMR4'],
    title: 'A cluster encrypts the local disks of its nodes with a key of ours',
    severity: 'medium',
    why: 'HDFS lies on them, and what jobs have read from the database',
    fix: 'Set LocalDiskEncryptionConfiguration with EncryptionKeyProviderType AwsKms',
    types,
    check: (resource, world) => {
      const disks = block(atRest(configurationOf(resource, world))['LocalDiskEncryptionConfiguration']);
      const { EncryptionKeyProviderType: provider, AwsKmsKey: key } = disks;
      return provider === 'AwsKms' && isOurKey(key, resource, world)
        ? undefined
        : `EncryptionKeyProviderType is ${JSON.stringify(provider)}`;
    },
  },
  {
    id: 'CKV_AWS_350',
    covers: ['H1'],
    title: 'A cluster encrypts the volumes of its nodes, the root volumes too',
    severity: 'medium',
    why: 'Local disk encryption leaves out the root volume, with its swap and its logs',
    fix: 'Set EnableEbsEncryption in LocalDiskEncryptionConfiguration',
    types,
    check: (resource, world) => {
      const disks = block(atRest(configurationOf(resource, world))['LocalDiskEncryptionConfiguration']);
      const { EnableEbsEncryption: enabled } = disks;
      return enabled === true ? undefined : `EnableEbsEncryption is ${JSON.stringify(enabled)}`;
    },
  },
  {
    id: 'CKV_AWS_351',
    covers: ['H1', 'AwsSolutions-EMR5'],
    title: 'The nodes of a cluster tell each other everything by TLS',
    severity: 'medium',
    why: 'Between jobs goes what they have read from the database',
    fix: 'Set EnableInTransitEncryption, with a TLSCertificateConfiguration',
    types,
    check: (resource, world) => {
      const encryption = configurationOf(resource, world).EncryptionConfiguration ?? {};
      if (encryption['EnableInTransitEncryption'] !== true) {
        return `EnableInTransitEncryption is ${JSON.stringify(encryption['EnableInTransitEncryption'])}`;
      }
      const { TLSCertificateConfiguration: tls } = block(encryption['InTransitEncryptionConfiguration']);
      return block(tls)['S3Object'] ? undefined : 'names no certificates';
    },
  },
  {
    id: 'MAL_EMR_4',
    covers: ['H1', 'C1'],
    title: 'The nodes of a cluster give metadata only to who has a session token, and one hop far',
    severity: 'high',
    why: 'One request that a job can be talked into gives away the credentials of the node',
    fix: 'Set MinimumInstanceMetadataServiceVersion to 2 and HttpPutResponseHopLimit to 1',
    types,
    check: (resource, world) => {
      const metadata = configurationOf(resource, world).InstanceMetadataServiceConfiguration ?? {};
      const { MinimumInstanceMetadataServiceVersion: version, HttpPutResponseHopLimit: hops } = metadata;
      return version === 2 && hops === 1
        ? undefined
        : `metadata is of version ${JSON.stringify(version)}, ${JSON.stringify(hops)} hops far`;
    },
  },
];
