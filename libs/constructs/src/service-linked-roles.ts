import type { Account } from '@malinshopper/environments';
import type { PolicyStatement } from './policy';

/** The services that start instances: Auto Scaling, and EC2 itself for spot capacity. */
const roles = {
  autoScaling: 'autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
  spot: 'spot.amazonaws.com/AWSServiceRoleForEC2Spot',
};

/**
 * The statements of a volume key that allow the use by services that start instances: EC2 Auto Scaling user guide,
 * "Required AWS KMS key policy for use with encrypted volumes". The roles are in the condition, not in the principal:
 * AWS creates them at their first use, and KMS refuses a policy with a principal that does not exist. The account as
 * the principal would not work: it only lets IAM policies decide (KMS developer guide, "Key policies"), and those of
 * service-linked roles do not include this key.
 * @param services the services; by default both
 */
export function serviceLinkedRolesMayUse(
  { id }: Pick<Account, 'id'>,
  services: readonly (keyof typeof roles)[] = ['autoScaling', 'spot'],
): PolicyStatement[] {
  const anyPrincipal = { Principal: { AWS: '*' }, Resource: '*' } as const;
  const condition = {
    StringEquals: { 'kms:CallerAccount': id },
    ArnEquals: { 'aws:PrincipalArn': services.map((one) => `arn:aws:iam::${id}:role/aws-service-role/${roles[one]}`) },
  };
  return [
    {
      Sid: 'StartInstances',
      ...anyPrincipal,
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      Condition: condition,
    },
    {
      Sid: 'LendTheKeyToVolumes',
      ...anyPrincipal,
      Action: 'kms:CreateGrant',
      Condition: { ...condition, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
