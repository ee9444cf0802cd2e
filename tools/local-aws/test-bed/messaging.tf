# Events of a bucket in EventBridge: a rule, its target queue, and a queue for undeliverable messages.
resource "aws_sqs_queue" "published" {
  name                              = "bed-published"
  message_retention_seconds         = 345600
  visibility_timeout_seconds        = 150 * var.revision
  receive_wait_time_seconds         = 20
  kms_master_key_id                 = aws_kms_key.main.arn
  kms_data_key_reuse_period_seconds = 300
  redrive_policy                    = jsonencode({ deadLetterTargetArn = aws_sqs_queue.unpublished.arn, maxReceiveCount = 5 })
}

resource "aws_sqs_queue" "unpublished" {
  name                      = "bed-published-dead"
  message_retention_seconds = 1209600
  kms_master_key_id         = aws_kms_key.main.arn
}

resource "aws_sqs_queue_redrive_allow_policy" "published" {
  queue_url            = aws_sqs_queue.unpublished.id
  redrive_allow_policy = jsonencode({ redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.published.arn] })
}

resource "aws_sqs_queue_policy" "published" {
  for_each  = { published = aws_sqs_queue.published, unpublished = aws_sqs_queue.unpublished }
  queue_url = each.value.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RuleSends"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = each.value.arn
        Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.published.arn } }
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = each.value.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_cloudwatch_event_rule" "published" {
  name        = "bed-published"
  description = "A worker has published"
  event_pattern = jsonencode({
    source        = ["aws.s3"]
    "detail-type" = ["Object Created"]
    detail = {
      bucket = { name = [aws_s3_bucket.content.bucket] }
      object = { key = ["fetcher/current"] }
    }
  })
}

resource "aws_cloudwatch_event_target" "published" {
  rule      = aws_cloudwatch_event_rule.published.name
  target_id = "queue"
  arn       = aws_sqs_queue.published.arn
  dead_letter_config { arn = aws_sqs_queue.unpublished.arn }
  depends_on = [aws_sqs_queue_policy.published]
}
