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

/** What holds for everything of the account in a region, also for what is made by hand: nothing is public. */
export class RegionalSettings extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new EbsSnapshotBlockPublicAccess(this, 'snapshots', { state: 'block-all-sharing' });
    new Ec2ImageBlockPublicAccess(this, 'images', { state: 'block-new-sharing' });
    // Without a range of ports: AWS's own default lets the world reach port 22.
    new EmrBlockPublicAccessConfiguration(this, 'clusters', { blockPublicSecurityGroupRules: true });

    // For what says nothing itself. A hop limit of 1 keeps the credentials of an instance out of containers.
    new Ec2InstanceMetadataDefaults(this, 'metadata', { httpTokens: 'required', httpPutResponseHopLimit: 1 });

    // It looks at the resources of its own region only (FSBP IAM.28).
    new AccessanalyzerAnalyzer(this, 'analyzer', analyzer());
  }
}

/** The same in the account's home region, and what holds in no region (no public bucket, passwords) or in us-east-1. */
export class AccountSettings extends RegionalSettings {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new S3AccountPublicAccessBlock(this, 'buckets', {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });

    // People come through IAM Identity Center: it is for the users of services, should one ever get a password.
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

    // Keys, topics and log groups are in us-east-1 too.
    const { globalProvider: provider } = AwsStack.ofElement(this);
    new AccessanalyzerAnalyzer(this, 'analyzer-global', { ...analyzer(), provider });
  }
}
