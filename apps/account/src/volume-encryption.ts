import { EbsDefaultKmsKey } from '@cdktf/provider-aws/lib/ebs-default-kms-key';
import { EbsEncryptionByDefault } from '@cdktf/provider-aws/lib/ebs-encryption-by-default';
import { EncryptionKey, serviceLinkedRolesMayUse } from '@malinshopper/constructs';
import { AwsStack, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { accountProtection } from './account-protection';

/** Every volume of the account in a region is encrypted, with a key of the account by default. */
export class VolumeEncryption extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { account } = AwsStack.ofElement(this).owner;
    const key = new EncryptionKey(this, 'key', {
      description: 'Volumes of instances',
      alias: resourceName('keyAlias', 'malinshopper', 'account', 'volumes'),
      accountId: account.id,
      protection: accountProtection,
      statements: serviceLinkedRolesMayUse(account),
    });
    new EbsEncryptionByDefault(this, 'by-default', { enabled: true });
    new EbsDefaultKmsKey(this, 'default-key', { keyArn: key.arn });
    this.keyArn = key.arn;
  }
}
