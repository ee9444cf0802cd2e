import { type Account } from '@malinshopper/environments';
import { demands, excludes, type Reach } from '../reach';
import {
  firstUses,
  inNetwork,
  logDelivery,
  onAll,
  passes,
  recordNames,
  records,
  rulesOfAws,
  type MoreWords,
} from './words';

const loadBalancers = ({ id }: Account) => `arn:aws:elasticloadbalancing:*:${id}:loadbalancer/app/*-web/*`;

/** The maximum permissions of the deploys of the team compute, by names: instances, load balancers and clusters. */
export const compute = ({ account, iam, changedBy }: MoreWords): readonly Reach[] => {
  const ec2 = (kind: string, of = account.id) => `arn:aws:ec2:*:${of}:${kind}/*`;
  return [
    onAll(
      'elasticloadbalancing:SetWebAcl',
      'elasticmapreduce:CreateSecurityConfiguration',
      'elasticmapreduce:DeleteSecurityConfiguration',
      ...logDelivery,
    ),
    passes(iam('role/compute/*'), 'ec2', 'elasticmapreduce'),
    firstUses(account, 'autoscaling', 'elasticloadbalancing', 'elasticmapreduce', 'spot'),
    records(['A'], excludes('ForAllValues:StringNotLike', recordNames, 'static.*', '_*')),
    rulesOfAws(account),
    { actions: changedBy('aws_iam_instance_profile'), on: [iam('instance-profile/compute/*')] },
    { actions: ['ec2:RunInstances'], on: [ec2('image', ''), ec2('network-interface')] },
    inNetwork(account, 'subnet', 'ec2:RunInstances'),
    inNetwork(account, 'vpc', 'ec2:CreateSecurityGroup', 'ec2:DescribeVpcAttribute', 'ec2:GetSecurityGroupsForVpc'),
    // The ingress rule of the database for a group of instances is created with the group.
    {
      actions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifySecurityGroupRules', 'ec2:RevokeSecurityGroupIngress'],
      on: [ec2('security-group')],
      where: [demands('aws:ResourceTag/Team', 'data'), demands('aws:ResourceTag/OpenedBy', 'compute')],
    },
    {
      actions: ['ec2:RevokeSecurityGroupIngress', 'ec2:RunInstances'],
      on: [ec2('security-group')],
      where: [demands('aws:ResourceTag/Team', 'data')],
    },
    {
      actions: ['elasticloadbalancing:GetLoadBalancerWebACL', 'wafv2:AssociateWebACL', 'wafv2:DisassociateWebACL'],
      on: [loadBalancers(account)],
    },
    {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      on: [`arn:aws:kms:*:${account.id}:key/*`],
      where: [demands('aws:ResourceTag/Team', 'data'), demands('kms:ViaService', 's3.*.amazonaws.com')],
    },
  ];
};
