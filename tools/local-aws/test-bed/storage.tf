resource "aws_s3_bucket" "logs" {
  bucket        = "bed-logs-${var.account}"
  force_destroy = true
}

resource "aws_s3_bucket" "content" {
  bucket        = "bed-content-${var.account}"
  force_destroy = true
}

resource "aws_s3_bucket_public_access_block" "content" {
  bucket                  = aws_s3_bucket.content.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "content" {
  bucket = aws_s3_bucket.content.id
  rule { object_ownership = "BucketOwnerEnforced" }
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule { object_ownership = "BucketOwnerPreferred" }
}

resource "aws_s3_bucket_acl" "logs" {
  bucket     = aws_s3_bucket.logs.id
  acl        = "log-delivery-write"
  depends_on = [aws_s3_bucket_ownership_controls.logs]
}

resource "aws_s3_bucket_versioning" "content" {
  bucket = aws_s3_bucket.content.id
  versioning_configuration { status = "Enabled" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "content" {
  bucket = aws_s3_bucket.content.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "content" {
  bucket = aws_s3_bucket.content.id
  rule {
    id     = "locks"
    status = "Enabled"
    filter { prefix = "locks/" }
    noncurrent_version_expiration { noncurrent_days = var.revision }
  }
  rule {
    id     = "old"
    status = "Enabled"
    filter { prefix = "media/" }
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    expiration { days = 365 }
    noncurrent_version_expiration {
      noncurrent_days           = 90
      newer_noncurrent_versions = 3
    }
  }
  rule {
    id     = "uploads"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload { days_after_initiation = 7 }
  }
  depends_on = [aws_s3_bucket_versioning.content]
}

resource "aws_s3_bucket_policy" "content" {
  bucket = aws_s3_bucket.content.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.content.arn, "${aws_s3_bucket.content.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "CloudFront"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.content.arn}/*"
        Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.main.arn } }
      },
    ]
  })
  depends_on = [aws_s3_bucket_public_access_block.content]
}

resource "aws_s3_bucket_logging" "content" {
  bucket        = aws_s3_bucket.content.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "content/"
  depends_on    = [aws_s3_bucket_acl.logs]
}

resource "aws_s3_bucket_notification" "content" {
  bucket      = aws_s3_bucket.content.id
  eventbridge = true
}

resource "aws_s3_bucket_cors_configuration" "content" {
  bucket = aws_s3_bucket.content.id
  cors_rule {
    allowed_methods = ["GET", "HEAD"]
    allowed_origins = ["https://bed.example.com"]
    allowed_headers = ["*"]
    max_age_seconds = 3600 * var.revision
  }
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "content" {
  bucket = aws_s3_bucket.content.id
  name   = "whole"
  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 90 * var.revision
  }
}

resource "aws_s3_object" "robots" {
  bucket       = aws_s3_bucket.content.id
  key          = "robots.txt"
  content      = "User-agent: * # ${var.revision}\n"
  content_type = "text/plain"
  depends_on   = [aws_s3_bucket_server_side_encryption_configuration.content, aws_s3_bucket_versioning.content]
}

resource "aws_ssm_parameter" "plain" {
  name  = "/bed/plain"
  type  = "String"
  value = "value ${var.revision}"
}

resource "aws_ssm_parameter" "secret" {
  name        = "/bed/secret"
  description = "Secret"
  type        = "SecureString"
  key_id      = aws_kms_key.main.arn
  value       = "hidden"
}

resource "aws_secretsmanager_secret" "main" {
  name                    = "bed/main"
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "main" {
  secret_id     = aws_secretsmanager_secret.main.id
  secret_string = jsonencode({ user = "app" })
}

resource "aws_db_subnet_group" "main" {
  name       = local.name
  subnet_ids = [for s in aws_subnet.private : s.id]
}

resource "aws_db_parameter_group" "main" {
  name_prefix = "${local.name}-"
  family      = "mysql8.0"
  description = "UTF-8"
  parameter {
    name  = "character_set_server"
    value = "utf8mb4"
  }
  parameter {
    name         = "max_connections"
    value        = tostring(100 * var.revision)
    apply_method = "pending-reboot"
  }
  parameter {
    name  = "require_secure_transport"
    value = "1"
  }
  lifecycle { create_before_destroy = true }
}

resource "aws_db_option_group" "main" {
  name                     = local.name
  engine_name              = "mysql"
  major_engine_version     = "8.0"
  option_group_description = "None"
}

resource "aws_db_instance" "main" {
  identifier                            = local.name
  engine                                = "mysql"
  engine_version                        = "8.0.40"
  engine_lifecycle_support              = "open-source-rds-extended-support-disabled"
  auto_minor_version_upgrade            = true
  instance_class                        = "db.r6g.large"
  allocated_storage                     = 100
  max_allocated_storage                 = 500
  storage_type                          = "gp3"
  storage_encrypted                     = true
  kms_key_id                            = aws_kms_key.main.arn
  db_name                               = "shop"
  username                              = "admin"
  manage_master_user_password           = true
  master_user_secret_kms_key_id         = aws_kms_key.main.key_id
  multi_az                              = true
  port                                  = 3306
  publicly_accessible                   = false
  db_subnet_group_name                  = aws_db_subnet_group.main.name
  vpc_security_group_ids                = [aws_security_group.web.id]
  parameter_group_name                  = aws_db_parameter_group.main.name
  option_group_name                     = aws_db_option_group.main.name
  backup_retention_period               = 7 * var.revision
  backup_window                         = "02:00-03:00"
  maintenance_window                    = "sun:04:00-sun:05:00"
  copy_tags_to_snapshot                 = true
  delete_automated_backups              = false
  deletion_protection                   = false
  skip_final_snapshot                   = true
  enabled_cloudwatch_logs_exports       = var.revision == 1 ? ["error", "slowquery"] : ["error"]
  iam_database_authentication_enabled   = true
  monitoring_interval                   = 30 * var.revision
  monitoring_role_arn                   = aws_iam_role.service.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.main.arn
  performance_insights_retention_period = 7
  apply_immediately                     = true
}

resource "aws_db_instance" "replica" {
  identifier          = "${local.name}-replica"
  replicate_source_db = aws_db_instance.main.identifier
  instance_class      = "db.r6g.large"
  skip_final_snapshot = true
  apply_immediately   = true
  storage_encrypted   = true
  kms_key_id          = aws_kms_key.main.arn
}

resource "aws_db_event_subscription" "settings" {
  name             = "${local.name}-settings"
  sns_topic        = aws_sns_topic.alarms.arn
  source_type      = "db-parameter-group"
  source_ids       = [aws_db_parameter_group.main.name]
  event_categories = ["configuration change"]
}

# Of whatever security group there is.
resource "aws_db_event_subscription" "all" {
  name             = "${local.name}-all"
  sns_topic        = aws_sns_topic.alarms.arn
  source_type      = "db-security-group"
  event_categories = ["configuration change", "failure"]
  enabled          = var.revision == 1
}

resource "aws_db_event_subscription" "main" {
  name             = local.name
  sns_topic        = aws_sns_topic.alarms.arn
  source_type      = "db-instance"
  source_ids       = [aws_db_instance.main.identifier]
  event_categories = var.revision == 1 ? ["failover", "failure", "low storage"] : ["failover", "failure"]
}
