import { calls, usesKey, type ForwardedCalls } from './forwarded-call';

const S3 = 'Amazon S3 user guide, "Using server-side encryption with AWS KMS keys": permissions';
const PARTS = 'Amazon S3 user guide, "Multipart upload API and permissions"';
const QUEUES = 'Amazon SQS developer guide, "Key management": configuring KMS permissions';
const SECRETS = 'AWS Secrets Manager user guide, "Secret encryption and decryption": permissions for the KMS key';
/** Of the second: "If you don't have kms:Encrypt permission to the new key, Secrets Manager does not re-encrypt existing secret versions". */
const SECRET = 'AWS Secrets Manager API reference, CreateSecret, UpdateSecret';
const ACL =
  'aws/aws-sdk-java issue 2901 (InvalidWebACLId), and AWS managed policy CloudFrontFullAccess, version 14 (wafv2:GetWebACL)';
const DELIVERY = 'Amazon CloudWatch Logs user guide, "Logs sent to Amazon S3" [V2]: user permissions';
const SOURCE = 'Amazon CloudFront developer guide, "Configure standard logging (v2)": permissions';

/** CloudFront reads the web ACL on behalf of its caller, and has an error message of its own. */
const acl = calls(ACL, ['wafv2:GetWebACL'], {
  kind: 'webacl',
  when: ['WebACLId'],
  refusal: {
    code: 'InvalidWebACLId',
    message: 'Unable to verify read permissions on Web ACL. Please retry the request.',
  },
});
const sends = usesKey('sqs', QUEUES, ['GenerateDataKey', 'Decrypt']);

/**
 * Content and its distribution, queues, secrets. SNS, SQS and CloudWatch Logs check the key of a new topic, queue or
 * log group as themselves or not at all; S3 writes access logs and notifications by the policies of their destinations.
 */
export const ofContent: ForwardedCalls = {
  'cloudfront:CreateDistribution': acl,
  'cloudfront:UpdateDistribution': acl,
  'logs:PutDeliverySource': calls(SOURCE, ['cloudfront:AllowVendedLogDeliveryForResource'], { kind: 'distribution' }),
  // It would also write the policy if the statement were missing; the policies of this repository contain it.
  'logs:CreateDelivery': calls(DELIVERY, ['s3:GetBucketPolicy'], { kind: 'bucket' }),
  's3:GetObject': usesKey('s3', S3, ['Decrypt']),
  's3:PutObject': [...usesKey('s3', S3, ['GenerateDataKey']), ...usesKey('s3', PARTS, ['Decrypt'], ['uploadId'])],
  'sqs:ReceiveMessage': usesKey('sqs', QUEUES, ['Decrypt']),
  'sqs:SendMessage': sends,
  'secretsmanager:GetSecretValue': usesKey('secretsmanager', SECRETS, ['Decrypt']),
  'secretsmanager:PutSecretValue': usesKey('secretsmanager', SECRETS, ['GenerateDataKey', 'Decrypt']),
  'secretsmanager:CreateSecret': usesKey('secretsmanager', SECRET, ['GenerateDataKey', 'Decrypt'], ['KmsKeyId']),
  'secretsmanager:UpdateSecret': usesKey('secretsmanager', SECRET, ['GenerateDataKey', 'Decrypt'], ['KmsKeyId']),
};
