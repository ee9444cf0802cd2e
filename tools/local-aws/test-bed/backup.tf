# The backup plan, its retention, and the notifications of failed backups.
resource "aws_backup_vault" "main" {
  name          = local.name
  kms_key_arn   = aws_kms_key.main.arn
  force_destroy = true
}

resource "aws_backup_vault_policy" "main" {
  backup_vault_name = aws_backup_vault.main.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = var.revision == 1 ? "backup:DeleteRecoveryPoint" : "backup:UpdateRecoveryPointLifecycle", Resource = "*" }]
  })
}

resource "aws_backup_vault_notifications" "main" {
  backup_vault_name   = aws_backup_vault.main.name
  sns_topic_arn       = aws_sns_topic.alarms.arn
  backup_vault_events = var.revision == 1 ? ["BACKUP_JOB_FAILED", "RESTORE_JOB_COMPLETED"] : ["BACKUP_JOB_FAILED"]
}
