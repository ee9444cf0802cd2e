import type { Capability } from '../capability';

/** Functions of Lambda, and calls of them. */
export const functions: Capability = {
  read: ['lambda:GetFunction', 'lambda:GetFunctionCodeSigningConfig', 'lambda:ListVersionsByFunction'],
  create: ['lambda:CreateFunction', 'lambda:TagResource'],
  change: [
    'lambda:DeleteFunction',
    'lambda:InvokeFunction',
    'lambda:TagResource',
    'lambda:UntagResource',
    'lambda:UpdateFunctionCode',
    'lambda:UpdateFunctionConfiguration',
  ],
  // Lambda looks at the network in its caller's name (Lambda developer guide, "Giving Lambda functions access to resources in an Amazon
  // VPC": required IAM permissions).
  set: ['ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
};

/** Secrets, but for what is in them. */
export const secrets: Capability = {
  read: ['secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'],
  create: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
  change: [
    'secretsmanager:DeleteSecret',
    'secretsmanager:TagResource',
    'secretsmanager:UntagResource',
    'secretsmanager:UpdateSecret',
  ],
};
