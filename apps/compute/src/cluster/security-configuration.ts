import { EmrSecurityConfiguration } from '@cdktf/provider-aws/lib/emr-security-configuration';
import { clusterCertificates } from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import type { Surroundings } from '../surroundings';

/**
 * The encryption of a cluster: its objects in S3 with the key of the content, its disks with a key of its own, and the
 * traffic between its nodes with TLS (EMR management guide, "Encrypt data at rest and in transit"). A command creates
 * the certificates once and uploads them: with Terraform, their private key would be in the state.
 */
export function securityConfiguration(
  scope: Construct,
  { environment, data }: Surroundings,
  diskKeyArn: string,
): EmrSecurityConfiguration {
  return new EmrSecurityConfiguration(scope, 'security', {
    name: resourceName('securityConfiguration', environment.name, 'hadoop'),
    configuration: JSON.stringify({
      EncryptionConfiguration: {
        EnableAtRestEncryption: true,
        AtRestEncryptionConfiguration: {
          S3EncryptionConfiguration: { EncryptionMode: 'SSE-KMS', AwsKmsKey: data.bucketKeyArn },
          LocalDiskEncryptionConfiguration: {
            EncryptionKeyProviderType: 'AwsKms',
            AwsKmsKey: diskKeyArn,
            EnableEbsEncryption: true,
          },
        },
        EnableInTransitEncryption: true,
        InTransitEncryptionConfiguration: {
          TLSCertificateConfiguration: {
            CertificateProviderType: 'PEM',
            S3Object: `s3://${data.packageBucketName}/${clusterCertificates}`,
          },
        },
      },
      // Metadata only with a session token, as on every instance.
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: 1 },
    }),
  });
}
