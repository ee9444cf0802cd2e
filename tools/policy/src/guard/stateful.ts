/** The types that hold what cannot be made again: data, what data is encrypted with, and names that the world has learnt. */
export const statefulTypes: ReadonlySet<string> = new Set([
  'aws_backup_vault',
  'aws_db_instance',
  'aws_db_snapshot',
  'aws_dynamodb_table',
  'aws_ebs_volume',
  'aws_efs_file_system',
  'aws_kms_key',
  'aws_rds_cluster',
  'aws_route53_delegation_set',
  'aws_route53_zone',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
]);
