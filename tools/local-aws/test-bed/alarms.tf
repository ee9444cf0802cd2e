# What us-east-1 needs for itself, because CloudFront, Route 53 and IAM tell their numbers and events only there: a key, log
# groups, and a topic whose alarms a team hears of by mail.
resource "aws_kms_key" "global" {
  provider                = aws.us_east_1
  description             = "Alarms of the test bed ${var.revision}"
  enable_key_rotation     = true
  deletion_window_in_days = 7
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.account}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = var.revision == 1 ? "cloudwatch.amazonaws.com" : "events.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
      },
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.us-east-1.amazonaws.com" }
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:us-east-1:${var.account}:log-group:*" } }
      },
    ]
  })
}

resource "aws_kms_alias" "global" {
  provider      = aws.us_east_1
  name          = "alias/${local.name}-global-${var.revision}"
  target_key_id = aws_kms_key.global.key_id
}

resource "aws_cloudwatch_log_group" "global" {
  provider          = aws.us_east_1
  name              = "/bed/global"
  retention_in_days = var.revision == 1 ? 365 : 400
  kms_key_id        = aws_kms_key.global.arn
}

resource "aws_sns_topic" "global" {
  provider          = aws.us_east_1
  name              = "${local.name}-global"
  kms_master_key_id = var.revision == 1 ? aws_kms_key.global.arn : aws_kms_key.global.id
}

resource "aws_sns_topic_policy" "global" {
  provider = aws.us_east_1
  arn      = aws_sns_topic.global.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = var.revision == 1 ? ["cloudwatch.amazonaws.com"] : ["cloudwatch.amazonaws.com", "events.amazonaws.com"] }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.global.arn
        Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.global.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

# Nobody confirms it: it is pending from the first apply to the destroy.
resource "aws_sns_topic_subscription" "global" {
  provider  = aws.us_east_1
  topic_arn = aws_sns_topic.global.arn
  protocol  = "email"
  endpoint  = "ops-${var.revision}@example.com"
}

resource "aws_cloudwatch_metric_alarm" "global" {
  provider            = aws.us_east_1
  alarm_name          = "${local.name}-cdn-errors"
  alarm_description   = "The CDN answers with errors"
  namespace           = "AWS/CloudFront"
  metric_name         = "5xxErrorRate"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5 * var.revision
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  dimensions          = { DistributionId = "E1", Region = "Global" }
  alarm_actions       = [aws_sns_topic.global.arn]
  ok_actions          = [aws_sns_topic.global.arn]
}

# Who assumes a role, or signs in as root, is an event of us-east-1.
resource "aws_cloudwatch_event_rule" "global" {
  provider    = aws.us_east_1
  name        = "${local.name}-break-glass"
  description = "Somebody broke the glass ${var.revision}"
  event_pattern = jsonencode({
    source        = ["aws.sts"]
    "detail-type" = ["AWS API Call via CloudTrail"]
    detail        = { eventName = ["AssumeRole"], requestParameters = { roleArn = ["arn:aws:iam::${var.account}:role/bed"] } }
  })
}

resource "aws_cloudwatch_event_target" "global" {
  provider  = aws.us_east_1
  rule      = aws_cloudwatch_event_rule.global.name
  target_id = "topic"
  arn       = aws_sns_topic.global.arn
  input_transformer {
    input_paths    = { who = "$.detail.userIdentity.arn" }
    input_template = "\"<who> broke the glass ${var.revision}\""
  }
}
