# What is backed up, how long it is kept, and who hears of a backup that failed.
resource "aws_backup_vault" "main" {
  name          = local.name
  kms_key_arn   = aws_kms_key.main.arn
  force_destroy = true
}

resource "aws_backup_vault_lock_configuration" "main" {
  backup_vault_name  = aws_backup_vault.main.name
  min_retention_days = 7 * var.revision
}

resource "aws_backup_vault_policy" "main" {
  backup_vault_name = aws_backup_vault.main.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = "backup:DeleteRecoveryPoint", Resource = "*" }]
  })
}

resource "aws_backup_plan" "main" {
  name = local.name
  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.main.name
    schedule          = "cron(0 3 * * ? *)"
    start_window      = 60 * var.revision
    completion_window = 180
    lifecycle { delete_after = 35 }
    recovery_point_tags = { Plan = "daily" }
  }
  rule {
    rule_name         = "monthly"
    target_vault_name = aws_backup_vault.main.name
    schedule          = "cron(0 3 1 * ? *)"
    lifecycle {
      cold_storage_after = 30
      delete_after       = 365
    }
  }
}

resource "aws_backup_selection" "main" {
  name         = local.name
  plan_id      = aws_backup_plan.main.id
  iam_role_arn = aws_iam_role.service.arn
  resources    = [aws_db_instance.main.arn, aws_s3_bucket.content.arn]
}

resource "aws_backup_selection" "tagged" {
  name         = "${local.name}-tagged"
  plan_id      = aws_backup_plan.main.id
  iam_role_arn = aws_iam_role.service.arn
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "Backup"
    value = "daily"
  }
}

resource "aws_backup_vault_notifications" "main" {
  backup_vault_name   = aws_backup_vault.main.name
  sns_topic_arn       = aws_sns_topic.alarms.arn
  backup_vault_events = var.revision == 1 ? ["BACKUP_JOB_FAILED", "RESTORE_JOB_COMPLETED"] : ["BACKUP_JOB_FAILED"]
}
