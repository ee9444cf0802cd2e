import { EbsDefaultKmsKey } from '@cdktf/provider-aws/lib/ebs-default-kms-key';
import { EbsEncryptionByDefault } from '@cdktf/provider-aws/lib/ebs-encryption-by-default';
import { EncryptionKey, type PolicyStatement } from '@malinshopper/constructs';
import type { Account } from '@malinshopper/environments';
import { AwsStack, resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { kept } from './kept';

/** Every volume of the account's region is encrypted, with a key of the account unless it is said otherwise. */
export class VolumeEncryption extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { account } = AwsStack.ofElement(this).owner;
    const key = new EncryptionKey(this, 'key', {
      description: 'Volumes of instances',
      alias: resourceName('keyAlias', 'malinshopper', 'account', 'volumes'),
      accountId: account.id,
      protection: kept,
      statements: serviceLinkedRolesMayUse(account),
    });
    new EbsEncryptionByDefault(this, 'by-default', { enabled: true });
    new EbsDefaultKmsKey(this, 'default-key', { keyArn: key.arn });
    this.keyArn = key.arn;
  }
}

/** Who starts instances: Auto Scaling, and EC2 itself where spot capacity is asked for. */
const serviceLinkedRoles = [
  'autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
  'spot.amazonaws.com/AWSServiceRoleForEC2Spot',
];

/**
 * EC2 Auto Scaling user guide, "Required AWS KMS key policy for use with encrypted volumes". The roles stand in the
 * condition, not in the principal: AWS makes them when they are first needed, and KMS refuses a policy whose principal is not
 * there yet. The account as the principal would not do: it only lets IAM policies decide (KMS developer guide, "Key
 * policies"), and those of service-linked roles say nothing of our key.
 */
function serviceLinkedRolesMayUse({ id }: Account): PolicyStatement[] {
  const who = { Principal: { AWS: '*' }, Resource: '*' } as const;
  const condition = {
    StringEquals: { 'kms:CallerAccount': id },
    ArnEquals: {
      'aws:PrincipalArn': serviceLinkedRoles.map((role) => `arn:aws:iam::${id}:role/aws-service-role/${role}`),
    },
  };
  return [
    {
      Sid: 'StartInstances',
      ...who,
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      Condition: condition,
    },
    {
      Sid: 'LendTheKeyToVolumes',
      ...who,
      Action: 'kms:CreateGrant',
      Condition: { ...condition, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
