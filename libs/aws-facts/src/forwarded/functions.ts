import { calls, passesRole, usesKey, type ForwardedCalls } from './forwarded-call';

const ROLE = 'AWS Lambda developer guide, "Defining Lambda function permissions with an execution role": iam:PassRole';
const NETWORK =
  'AWS Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC": required IAM permissions';
/** "Your access has been denied by S3, please make sure your request credentials have permission to GetObject". */
const CODE =
  'AWS Lambda developer guide, "Lambda API permissions" (CreateFunction); awslabs/lambda-streams-to-firehose issue 21';
const CODE_KEY = 'Amazon S3 user guide, "Using server-side encryption with AWS KMS keys": permissions';

const role = passesRole('lambda.amazonaws.com', ROLE, ['Role']);
const network = [
  ...calls(NETWORK, ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'], { when: ['SubnetIds'] }),
  ...calls(NETWORK, ['ec2:GetSecurityGroupsForVpc'], { kind: 'vpc', when: ['SecurityGroupIds'] }),
];
/** The package in S3. */
const code = [
  ...calls(CODE, ['s3:GetObject'], { kind: 'object', when: ['S3Key'] }),
  ...usesKey('s3', CODE_KEY, ['Decrypt'], ['S3Key']),
];

/**
 * Functions of Lambda. Their variables are encrypted with Lambda's own key, for which the caller needs no permission.
 */
export const ofFunctions: ForwardedCalls = {
  'lambda:CreateFunction': [...role, ...network, ...code],
  'lambda:UpdateFunctionCode': code,
  'lambda:UpdateFunctionConfiguration': [...role, ...network],
};
