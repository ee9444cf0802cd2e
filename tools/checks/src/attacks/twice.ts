import { configOf, add, bucketId, type Attack } from './attack';

/** Attacks: a second resource that sets the same thing. */
export const twice: readonly Attack[] = [
  [
    'second policy in other app',
    (d) => {
      add(d, 'compute', 'aws_s3_bucket_policy', 'x', {
        bucket: 'malinshopper-production-content-111122223333',
        policy: '{"Version":"2012-10-17","Statement":[]}',
      });
    },
  ],
  [
    'second versioning in other app',
    (d) => {
      add(d, 'delivery', 'aws_s3_bucket_versioning', 'x', {
        bucket: '${data.terraform_remote_state.data.outputs.contentBucketName}',
        versioning_configuration: { status: 'Suspended' },
      });
    },
  ],
  [
    'second access block same app',
    (d) => {
      add(d, 'data', 'aws_s3_bucket_public_access_block', 'x', {
        bucket: '${aws_s3_bucket.content_F57FEA48.bucket}',
        block_public_acls: false,
      });
    },
  ],
  [
    'second account access block',
    (d) => {
      add(d, 'data', 'aws_s3_account_public_access_block', 'x', { block_public_acls: false });
    },
  ],
  [
    'second key policy',
    (d) => {
      add(d, 'compute', 'aws_kms_key_policy', 'x', {
        key_id: '${data.terraform_remote_state.data.outputs.bucketKeyArn}',
        policy: '{}',
      });
    },
  ],
  [
    'second topic policy',
    (d) => {
      add(d, 'account', 'aws_sns_topic_policy', 'x', {
        arn: '${aws_sns_topic.alarms_data_D57413A2.arn}',
        policy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sns:*","Resource":"*"}]}',
      });
    },
  ],
  [
    'second zone record',
    (d) => {
      const c = configOf(d, 'compute', 'aws_route53_record', 'compute/web-entry/address');
      add(d, 'delivery', 'aws_route53_record', 'x', {
        zone_id: c.zone_id,
        name: c.name,
        type: 'A',
        ttl: 60,
        records: ['6.6.6.6'],
        allow_overwrite: true,
      });
    },
  ],
  [
    'parameter twice',
    (d) => {
      configOf(d, 'data', 'aws_db_parameter_group', 'data/database/settings').parameter.push({
        name: 'require_secure_transport',
        value: '0',
      });
    },
  ],
  [
    'second default sg',
    (d) => {
      add(d, 'network', 'aws_default_security_group', 'x', {
        vpc_id: '${aws_vpc.network_vpc.id}',
        ingress: [{ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }],
      });
    },
  ],
  [
    'second ebs default',
    (d) => {
      add(d, 'compute', 'aws_ebs_encryption_by_default', 'x', { enabled: false });
    },
  ],
  [
    'second ownership',
    (d) => {
      add(d, 'data', 'aws_s3_bucket_ownership_controls', 'x', {
        bucket: bucketId,
        rule: { object_ownership: 'ObjectWriter' },
      });
    },
  ],
  [
    'an acl',
    (d) => {
      add(d, 'data', 'aws_s3_bucket_acl', 'x', { bucket: bucketId, acl: 'public-read' });
    },
  ],
  [
    'second role policy of same name',
    (d) => {
      add(d, 'data', 'aws_iam_role_policy', 'x', {
        role: '${aws_iam_role.users-job_role_7.id}',
        name: 'log',
        policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
      });
    },
  ],
  [
    'a lambda permission to the world',
    (d) => {
      add(d, 'data', 'aws_lambda_permission', 'x', {
        function_name: 'production-data-users',
        action: 'lambda:InvokeFunction',
        principal: '*',
      });
    },
  ],
  [
    'lambda url',
    (d) => {
      add(d, 'data', 'aws_lambda_function_url', 'x', {
        function_name: 'production-data-users',
        authorization_type: 'NONE',
      });
    },
  ],
];
