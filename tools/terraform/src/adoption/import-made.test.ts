import { importIdOfMade, isAdoptable } from './import-made';

test.each([
  ['aws_vpc', 'vpc-1', {}, 'vpc-1'],
  ['aws_autoscaling_policy', 'cpu', { autoscaling_group_name: 'web', name: 'cpu' }, 'web/cpu'],
  ['aws_autoscaling_schedule', 'night', { autoscaling_group_name: 'web', scheduled_action_name: 'night' }, 'web/night'],
  ['aws_backup_selection', '1', { plan_id: 'p' }, 'p|1'],
  ['aws_cloudwatch_event_target', 'root-use-mail', { rule: 'root-use', target_id: 'mail' }, 'root-use/mail'],
  ['aws_cloudwatch_event_target', 'root-use-terraform-1', { rule: 'root-use' }, 'root-use/terraform-1'],
  ['aws_codedeploy_app', 'id:web', { name: 'web' }, 'web'],
  ['aws_codedeploy_deployment_group', 'id', { app_name: 'web', deployment_group_name: 'all' }, 'web:all'],
  ['aws_db_instance', 'db-ABC', { identifier: 'mysql' }, 'mysql'],
  ['aws_ebs_encryption_by_default', 'terraform-1', {}, 'default'],
  ['aws_ebs_snapshot_block_public_access', 'eu-west-1', {}, 'default'],
  ['aws_ec2_default_credit_specification', 't3', { instance_family: 't3' }, 't3'],
  ['aws_emr_block_public_access_configuration', 'x', {}, 'current'],
  ['aws_iam_role_policy_attachment', 'web-1', { role: 'web', policy_arn: 'arn' }, 'web/arn'],
  ['aws_route', 'r-1', { route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0' }, 'rtb-1_0.0.0.0/0'],
  ['aws_route', 'r-1', { route_table_id: 'rtb-1', destination_ipv6_cidr_block: '::/0' }, 'rtb-1_::/0'],
  ['aws_route_table_association', 'rtbassoc-1', { subnet_id: 's-1', route_table_id: 'rtb-1' }, 's-1/rtb-1'],
  ['aws_route_table_association', 'rtbassoc-1', { gateway_id: 'igw-1', route_table_id: 'rtb-1' }, 'igw-1/rtb-1'],
  ['aws_s3_object', 'key', { bucket: 'b', key: 'a/key' }, 'b/a/key'],
  ['aws_wafv2_web_acl', '1', { name: 'web', scope: 'REGIONAL' }, '1/web/REGIONAL'],
  ['aws_lambda_invocation', 'x', {}, undefined],
  ['aws_route', 'r-1', { destination_cidr_block: '0.0.0.0/0' }, undefined],
  ['aws_backup_selection', '1', {}, undefined],
  ['aws_s3_object', 'key', { key: 'key' }, undefined],
])('%s that was made as %s is imported in the format of the provider: %j, %s', (type, id, attributes, wanted) => {
  expect(importIdOfMade(type, id, attributes)).toBe(wanted);
  expect(isAdoptable(type)).toBe(true);
});

test('a type in no list is not adoptable', () => {
  expect(isAdoptable('aws_elastictranscoder_pipeline')).toBe(false);
});
