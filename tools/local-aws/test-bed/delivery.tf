resource "aws_codedeploy_deployment_config" "two_thirds" {
  deployment_config_name = "${local.name}-two-thirds"
  compute_platform       = "Server"
  minimum_healthy_hosts {
    type  = "FLEET_PERCENT"
    value = 66
  }
}

resource "aws_sns_topic" "alarms" {
  name              = local.name
  display_name      = "Bed ${var.revision}"
  kms_master_key_id = aws_kms_key.main.id
}

resource "aws_cloudwatch_event_archive" "main" {
  name             = local.name
  event_source_arn = "arn:aws:events:eu-west-1:${var.account}:event-bus/default"
  retention_days   = 7 * var.revision
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = local.name
  dashboard_body = jsonencode({
    widgets = [{ type = "text", x = 0, y = 0, width = 6, height = 3, properties = { markdown = "Bed ${var.revision}" } }]
  })
}

resource "aws_resourcegroups_group" "main" {
  name        = local.name
  description = "Revision ${var.revision}"
  resource_query {
    query = jsonencode({
      ResourceTypeFilters = ["AWS::AllSupported"]
      TagFilters          = [{ Key = "Environment", Values = ["testing"] }]
    })
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  count               = 2
  alarm_name          = "${local.name}-${count.index}"
  namespace           = "Bed"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 5
  comparison_operator = "GreaterThanThreshold"
}

resource "aws_cloudwatch_composite_alarm" "site" {
  alarm_name        = "${local.name}-site"
  alarm_description = "Either ${var.revision}"
  alarm_rule        = "ALARM(${aws_cloudwatch_metric_alarm.errors[0].alarm_name}) OR ALARM(${aws_cloudwatch_metric_alarm.errors[1].alarm_name})"
  alarm_actions     = [aws_sns_topic.alarms.arn]
}
