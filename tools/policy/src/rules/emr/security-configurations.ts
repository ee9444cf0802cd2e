import { all, at, is, ours, type Ask } from '../ask';
import { inJson } from '../in-json';
import { rulesOf } from '../table';

// The names that EMR uses: EMR management guide, "Specify options for a security configuration".
const encryption = 'EncryptionConfiguration';
const atRest = `${encryption}.AtRestEncryptionConfiguration`;
const s3 = `${atRest}.S3EncryptionConfiguration`;
const disks = `${atRest}.LocalDiskEncryptionConfiguration`;
const metadata = 'InstanceMetadataServiceConfiguration';

const isOnAtRest = (...bad: readonly unknown[]) => is(`${encryption}.EnableAtRestEncryption`, true, ...bad);
const configured = (...asks: readonly Ask[]) => inJson('configuration', all(...asks));
const tried = { scenario: 'cluster' } as const;

export const securityConfigurations = rulesOf(
  'aws_emr_security_configuration',
  {
    CKV_AWS_171: {
      title: 'Clusters encrypt their output in S3 with a key of this repository',
      severity: 'medium',
      covers: 'H1',
      why: 'The intermediate results of jobs are as confidential as the content',
      fix: 'Set EncryptionMode to SSE-KMS, with AwsKmsKey',
      ask: configured(
        isOnAtRest(false),
        is(`${s3}.EncryptionMode`, 'SSE-KMS', 'SSE-S3'),
        ours(`${s3}.AwsKmsKey`, 'aws_kms_key'),
      ),
    },
    CKV_AWS_349: {
      title: 'Clusters encrypt the local disks of their nodes with a key of this repository',
      severity: 'medium',
      covers: 'H1 AwsSolutions-EMR4',
      why: 'They contain HDFS, and data that jobs have read from the database',
      fix: 'Set LocalDiskEncryptionConfiguration with EncryptionKeyProviderType AwsKms',
      ask: configured(
        isOnAtRest(),
        is(`${disks}.EncryptionKeyProviderType`, 'AwsKms', undefined, 'Custom'),
        ours(`${disks}.AwsKmsKey`, 'aws_kms_key'),
      ),
    },
    CKV_AWS_350: {
      title: 'Clusters encrypt the volumes of their nodes, the root volumes too',
      severity: 'medium',
      covers: 'H1',
      why: 'Local disk encryption does not cover the root volume, with its swap and its logs',
      fix: 'Set EnableEbsEncryption in LocalDiskEncryptionConfiguration',
      ask: configured(isOnAtRest(), is(`${disks}.EnableEbsEncryption`, true, undefined)),
    },
    CKV_AWS_351: {
      title: 'Clusters encrypt the traffic between their nodes with TLS',
      severity: 'medium',
      covers: 'H1 AwsSolutions-EMR5',
      why: 'It contains data that jobs have read from the database',
      fix: 'Set EnableInTransitEncryption, with a TLSCertificateConfiguration',
      ask: configured(
        is(`${encryption}.EnableInTransitEncryption`, true, false),
        at(`${encryption}.InTransitEncryptionConfiguration.TLSCertificateConfiguration.S3Object`, Boolean, undefined),
      ),
    },
    MAL_EMR_4: {
      title: 'The metadata of cluster nodes requires a session token and is available over one hop only',
      severity: 'high',
      covers: 'H1 C1',
      why: 'One forged request through a job yields the credentials of the node (SSRF)',
      fix: 'Set MinimumInstanceMetadataServiceVersion to 2 and HttpPutResponseHopLimit to 1',
      ask: configured(
        is(`${metadata}.MinimumInstanceMetadataServiceVersion`, 2, undefined, 1),
        is(`${metadata}.HttpPutResponseHopLimit`, 1, undefined),
      ),
    },
  },
  tried,
);
