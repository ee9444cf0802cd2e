import { makes, own, type Lives } from '../step';

/** Functions of Lambda and secrets, as terraform-provider-aws 5.100.0 makes them (internal/service/lambda, secretsmanager). */
export const functionLives: Lives = {
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
    // Its interfaces are given another security group first.
    remove: own('function', 'lambda:UpdateFunctionConfiguration', 'lambda:DeleteFunction'),
  },
  aws_lambda_invocation: {
    create: own('function', 'lambda:InvokeFunction'),
    read: [],
    remove: own('function', 'lambda:InvokeFunction'),
  },
  aws_secretsmanager_secret: {
    create: makes('Secret', 'secretsmanager:CreateSecret', 'secretsmanager:TagResource'),
    read: own('Secret', 'secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'),
    update: own('Secret', 'secretsmanager:TagResource', 'secretsmanager:UntagResource', 'secretsmanager:UpdateSecret'),
    remove: own('Secret', 'secretsmanager:DeleteSecret'),
  },
};
