resource "aws_s3_bucket" "logs" {
  bucket        = "bed-logs-${var.account}"
  force_destroy = true
}

resource "aws_s3_bucket" "content" {
  bucket        = "bed-content-${var.account}"
  force_destroy = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule { object_ownership = "BucketOwnerPreferred" }
}

resource "aws_s3_bucket_acl" "logs" {
  bucket     = aws_s3_bucket.logs.id
  acl        = var.revision == 1 ? "log-delivery-write" : "private"
  depends_on = [aws_s3_bucket_ownership_controls.logs]
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
  secret_string = jsonencode({ user = "app-${var.revision}" })
}

resource "aws_db_option_group" "main" {
  name                     = local.name
  engine_name              = "mysql"
  major_engine_version     = "8.0"
  option_group_description = "None"
}
