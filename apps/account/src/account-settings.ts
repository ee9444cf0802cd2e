import { AccessanalyzerAnalyzer } from '@cdktf/provider-aws/lib/accessanalyzer-analyzer';
import { EbsSnapshotBlockPublicAccess } from '@cdktf/provider-aws/lib/ebs-snapshot-block-public-access';
import { Ec2ImageBlockPublicAccess } from '@cdktf/provider-aws/lib/ec2-image-block-public-access';
import { Ec2InstanceMetadataDefaults } from '@cdktf/provider-aws/lib/ec2-instance-metadata-defaults';
import { EmrBlockPublicAccessConfiguration } from '@cdktf/provider-aws/lib/emr-block-public-access-configuration';
import { IamAccountPasswordPolicy } from '@cdktf/provider-aws/lib/iam-account-password-policy';
import { S3AccountPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-account-public-access-block';
import { AwsStack, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';

const analyzer = () => ({ analyzerName: resourceName('analyzer', 'malinshopper', 'account'), type: 'ACCOUNT' });

/** The settings for all resources of the account in a region, including those made by hand: nothing is public. */
export class RegionalSettings extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new EbsSnapshotBlockPublicAccess(this, 'snapshots', { state: 'block-all-sharing' });
    new Ec2ImageBlockPublicAccess(this, 'images', { state: 'block-new-sharing' });
    // No port is exempt: AWS's default lets port 22 be public.
    new EmrBlockPublicAccessConfiguration(this, 'clusters', { blockPublicSecurityGroupRules: true });

    // The defaults for instances without their own options. A hop limit of 1 keeps an instance's credentials out of
    // containers.
    new Ec2InstanceMetadataDefaults(this, 'metadata', { httpTokens: 'required', httpPutResponseHopLimit: 1 });

    // An analyzer covers the resources of its own region only (FSBP IAM.28).
    new AccessanalyzerAnalyzer(this, 'analyzer', analyzer());
  }
}

/**
 * The settings of the account's home region, the global settings (no public bucket, passwords), and the settings of
 * us-east-1.
 */
export class AccountSettings extends RegionalSettings {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new S3AccountPublicAccessBlock(this, 'buckets', {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });

    // People sign in through IAM Identity Center. This policy is for the users of services, in case one gets a
    // password.
    new IamAccountPasswordPolicy(this, 'passwords', {
      minimumPasswordLength: 16,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      maxPasswordAge: 90,
      passwordReusePrevention: 24,
      allowUsersToChangePassword: true,
    });

    // Keys, topics and log groups exist in us-east-1 too.
    const { globalProvider: provider } = AwsStack.ofElement(this);
    new AccessanalyzerAnalyzer(this, 'analyzer-global', { ...analyzer(), provider });
  }
}
