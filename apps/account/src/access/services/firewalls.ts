import type { Capability } from '../capability';

/** Security groups. */
export const securityGroups: Capability = {
  list: ['ec2:DescribeSecurityGroups'],
  create: ['ec2:CreateSecurityGroup', 'ec2:CreateTags'],
  change: [
    'ec2:CreateTags',
    'ec2:DeleteSecurityGroup',
    'ec2:DeleteTags',
    // The way out that AWS gives every new group.
    'ec2:RevokeSecurityGroupEgress',
  ],
  // What still holds on to a group that is to go.
  set: ['ec2:DescribeNetworkInterfaces'],
};

/** The ways in and out of them. */
export const securityGroupRules: Capability = {
  list: ['ec2:DescribeSecurityGroupRules'],
  create: ['ec2:AuthorizeSecurityGroupEgress', 'ec2:AuthorizeSecurityGroupIngress'],
  change: [
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:ModifySecurityGroupRules',
    'ec2:RevokeSecurityGroupEgress',
    'ec2:RevokeSecurityGroupIngress',
  ],
};

/** Web ACLs, and their logs in CloudWatch, which WAF has delivered in its caller's name (libs/aws-facts, forwarded calls). */
export const webAcls: Capability = {
  list: ['logs:DescribeLogGroups', 'logs:DescribeResourcePolicies'],
  read: ['wafv2:GetLoggingConfiguration', 'wafv2:GetWebACL', 'wafv2:ListTagsForResource'],
  create: ['wafv2:CreateWebACL', 'wafv2:TagResource'],
  change: [
    'wafv2:DeleteLoggingConfiguration',
    'wafv2:DeleteWebACL',
    'wafv2:PutLoggingConfiguration',
    'wafv2:TagResource',
    'wafv2:UntagResource',
    'wafv2:UpdateWebACL',
  ],
  set: ['logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DeleteResourcePolicy', 'logs:PutResourcePolicy'],
};

/** Web ACLs in front of load balancers. A CDN names its own. */
export const webAclAssociations: Capability = {
  read: ['wafv2:GetWebACLForResource'],
  // With ELB's side of it, which WAF asks in its caller's name (libs/aws-facts, forwarded calls).
  change: [
    'elasticloadbalancing:CreateWebACLAssociation',
    'elasticloadbalancing:DeleteWebACLAssociation',
    'wafv2:AssociateWebACL',
  ],
  set: ['elasticloadbalancing:SetWebAcl'],
};
