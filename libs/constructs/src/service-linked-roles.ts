import type { Account } from '@malinshopper/environments';
import type { PolicyStatement } from './policy';

/** Who starts instances: Auto Scaling, and EC2 itself where spot capacity is asked for. */
const roles = {
  autoScaling: 'autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
  spot: 'spot.amazonaws.com/AWSServiceRoleForEC2Spot',
};

/**
 * The statements of a key of volumes that let those who start instances use it: EC2 Auto Scaling user guide, "Required AWS KMS
 * key policy for use with encrypted volumes". The roles stand in the condition, not in the principal: AWS makes them when they
 * are first needed, and KMS refuses a policy whose principal is not there yet. The account as the principal would not do: it
 * only lets IAM policies decide (KMS developer guide, "Key policies"), and those of service-linked roles say nothing of our key.
 * @param who is among them; by default both are
 */
export function serviceLinkedRolesMayUse(
  { id }: Pick<Account, 'id'>,
  who: readonly (keyof typeof roles)[] = ['autoScaling', 'spot'],
): PolicyStatement[] {
  const anybody = { Principal: { AWS: '*' }, Resource: '*' } as const;
  const condition = {
    StringEquals: { 'kms:CallerAccount': id },
    ArnEquals: { 'aws:PrincipalArn': who.map((one) => `arn:aws:iam::${id}:role/aws-service-role/${roles[one]}`) },
  };
  return [
    {
      Sid: 'StartInstances',
      ...anybody,
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      Condition: condition,
    },
    {
      Sid: 'LendTheKeyToVolumes',
      ...anybody,
      Action: 'kms:CreateGrant',
      Condition: { ...condition, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
