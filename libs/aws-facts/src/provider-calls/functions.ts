import { makes, own, type CallsByType } from './call';

/** Functions of Lambda and secrets, in terraform-provider-aws 5.100.0 (internal/service/lambda, secretsmanager). */
export const functionCalls = {
  aws_lambda_function: {
    create: makes('function', 'lambda:CreateFunction', 'lambda:TagResource'),
    read: own('function', 'lambda:GetFunction', 'lambda:GetFunctionCodeSigningConfig', 'lambda:ListVersionsByFunction'),
    update: own(
      'function',
      'lambda:TagResource',
      'lambda:UntagResource',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ),
    // Its interfaces get another security group first.
    delete: own('function', 'lambda:UpdateFunctionConfiguration', 'lambda:DeleteFunction'),
  },
  aws_lambda_invocation: {
    create: own('function', 'lambda:InvokeFunction'),
    read: [],
    delete: own('function', 'lambda:InvokeFunction'),
  },
  aws_secretsmanager_secret: {
    create: makes('Secret', 'secretsmanager:CreateSecret', 'secretsmanager:TagResource'),
    read: own('Secret', 'secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'),
    update: own('Secret', 'secretsmanager:TagResource', 'secretsmanager:UntagResource', 'secretsmanager:UpdateSecret'),
    delete: own('Secret', 'secretsmanager:DeleteSecret'),
  },
} satisfies CallsByType;
