# What an account has once: who did what, who may see what, and what nobody may do by accident.
locals {
  trail = "arn:aws:cloudtrail:eu-west-1:${var.account}:trail/${local.name}"
}

resource "aws_s3_bucket" "trail" {
  bucket        = "${local.name}-trail-${var.account}"
  force_destroy = true
}

resource "aws_s3_bucket_policy" "trail" {
  bucket = aws_s3_bucket.trail.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TrailLooks"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:GetBucketAcl"
        Resource  = aws_s3_bucket.trail.arn
        Condition = { StringEquals = { "aws:SourceArn" = local.trail } }
      },
      {
        Sid       = "TrailWrites"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.trail.arn}/AWSLogs/${var.account}/*"
        Condition = { StringEquals = { "s3:x-amz-acl" = "bucket-owner-full-control", "aws:SourceArn" = local.trail } }
      },
    ]
  })
}

# Written to a bucket that lets S3's logging in by its policy, and only on behalf of the account.
resource "aws_s3_bucket" "access_logs" {
  bucket        = "${local.name}-access-logs-${var.account}"
  force_destroy = true
}

resource "aws_s3_bucket_policy" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "S3WritesAccessLogs"
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.access_logs.arn}/*"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

resource "aws_s3_bucket_logging" "trail" {
  bucket        = aws_s3_bucket.trail.id
  target_bucket = aws_s3_bucket_policy.access_logs.bucket
  target_prefix = "s3/trail-${var.revision}/"
}

resource "aws_cloudwatch_log_group" "trail" {
  name              = "/bed/trail"
  retention_in_days = 365
}

resource "aws_iam_role" "trail" {
  name = "${local.name}-trail"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_cloudtrail" "main" {
  name                          = local.name
  s3_bucket_name                = aws_s3_bucket_policy.trail.bucket
  is_multi_region_trail         = var.revision == 1
  include_global_service_events = true
  enable_log_file_validation    = true
  kms_key_id                    = aws_kms_key.main.arn
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.trail.arn
}

resource "aws_ssm_document" "sessions" {
  name            = "SSM-SessionManagerRunShell"
  document_type   = "Session"
  document_format = "JSON"
  content = jsonencode({
    schemaVersion = "1.0"
    description   = "Sessions of the test bed"
    sessionType   = "Standard_Stream"
    inputs = {
      kmsKeyId                    = aws_kms_key.main.arn
      cloudWatchLogGroupName      = aws_cloudwatch_log_group.trail.name
      cloudWatchEncryptionEnabled = true
      cloudWatchStreamingEnabled  = true
      idleSessionTimeout          = tostring(10 * var.revision)
      runAsEnabled                = false
    }
  })
}

resource "aws_ebs_default_kms_key" "main" {
  key_arn = aws_kms_key.main.arn
}

resource "aws_ebs_snapshot_block_public_access" "main" {
  state = var.revision == 1 ? "block-new-sharing" : "block-all-sharing"
}

resource "aws_ec2_image_block_public_access" "main" {
  state = var.revision == 1 ? "unblocked" : "block-new-sharing"
}

resource "aws_ec2_instance_metadata_defaults" "main" {
  http_tokens                 = "required"
  http_put_response_hop_limit = var.revision
  instance_metadata_tags      = var.revision == 1 ? "no-preference" : "disabled"
}

resource "aws_ec2_default_credit_specification" "main" {
  instance_family = "t4g"
  cpu_credits     = var.revision == 1 ? "standard" : "unlimited"
}

resource "aws_emr_block_public_access_configuration" "main" {
  block_public_security_group_rules = true
  dynamic "permitted_public_security_group_rule_range" {
    for_each = var.revision == 1 ? [22] : []
    content {
      min_range = permitted_public_security_group_rule_range.value
      max_range = permitted_public_security_group_rule_range.value
    }
  }
}

resource "aws_accessanalyzer_analyzer" "main" {
  analyzer_name = local.name
  type          = "ACCOUNT"
}

# Signs the zone: with an elliptic curve key of us-east-1, and no other.
resource "aws_kms_key" "signing" {
  provider                 = aws.us_east_1
  description              = "Signs the zones of the test bed"
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
  deletion_window_in_days  = 7
}

resource "aws_route53_key_signing_key" "main" {
  hosted_zone_id             = aws_route53_zone.main.zone_id
  key_management_service_arn = aws_kms_key.signing.arn
  name                       = local.name
}

resource "aws_route53_hosted_zone_dnssec" "main" {
  hosted_zone_id = aws_route53_key_signing_key.main.hosted_zone_id
  signing_status = var.revision == 1 ? "SIGNING" : "NOT_SIGNING"
}
