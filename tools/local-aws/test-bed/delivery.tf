resource "aws_codedeploy_app" "main" {
  name             = local.name
  compute_platform = "Server"
}

resource "aws_codedeploy_deployment_config" "two_thirds" {
  deployment_config_name = "${local.name}-two-thirds"
  compute_platform       = "Server"
  minimum_healthy_hosts {
    type  = "FLEET_PERCENT"
    value = 66
  }
}

resource "aws_codedeploy_deployment_group" "web" {
  app_name                    = aws_codedeploy_app.main.name
  deployment_group_name       = "web"
  service_role_arn            = aws_iam_role.service.arn
  deployment_config_name      = aws_codedeploy_deployment_config.two_thirds.id
  autoscaling_groups          = [aws_autoscaling_group.web.name]
  outdated_instances_strategy = "UPDATE"
  termination_hook_enabled    = var.revision == 1
  deployment_style {
    deployment_option = "WITH_TRAFFIC_CONTROL"
    deployment_type   = "IN_PLACE"
  }
  load_balancer_info {
    target_group_info { name = aws_lb_target_group.web.name }
  }
  auto_rollback_configuration {
    enabled = true
    events  = var.revision == 1 ? ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] : ["DEPLOYMENT_FAILURE"]
  }
  alarm_configuration {
    alarms                    = [aws_cloudwatch_metric_alarm.errors.alarm_name]
    enabled                   = true
    ignore_poll_alarm_failure = false
  }
  trigger_configuration {
    trigger_name       = "releases"
    trigger_events     = ["DeploymentSuccess", "DeploymentFailure"]
    trigger_target_arn = aws_sns_topic.alarms.arn
  }
}

resource "aws_codedeploy_deployment_group" "workers" {
  app_name               = aws_codedeploy_app.main.name
  deployment_group_name  = "workers"
  service_role_arn       = aws_iam_role.service.arn
  deployment_config_name = "CodeDeployDefault.HalfAtATime"
  ec2_tag_set {
    ec2_tag_filter {
      key   = "Name"
      type  = "KEY_AND_VALUE"
      value = "worker"
    }
    ec2_tag_filter {
      key   = "Environment"
      type  = "KEY_AND_VALUE"
      value = "testing"
    }
  }
}

resource "aws_codedeploy_deployment_group" "filtered" {
  app_name              = aws_codedeploy_app.main.name
  deployment_group_name = "filtered"
  service_role_arn      = aws_iam_role.service.arn
  ec2_tag_filter {
    key   = "Name"
    type  = "KEY_AND_VALUE"
    value = "web"
  }
}

resource "aws_sns_topic" "alarms" {
  name              = local.name
  display_name      = "Bed ${var.revision}"
  kms_master_key_id = aws_kms_key.main.id
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Services"
      Effect    = "Allow"
      Principal = { Service = ["cloudwatch.amazonaws.com", "events.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alarms.arn
    }]
  })
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "ops@example.com"
}

resource "aws_sns_topic_subscription" "queue" {
  topic_arn            = aws_sns_topic.alarms.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.jobs.arn
  raw_message_delivery = true
}

resource "aws_sqs_queue" "dead" {
  name                      = "${local.name}-dead"
  message_retention_seconds = 1209600
  kms_master_key_id         = aws_kms_key.main.arn
}

resource "aws_sqs_queue" "jobs" {
  name                       = "${local.name}-jobs"
  visibility_timeout_seconds = 120 * var.revision
  sqs_managed_sse_enabled    = true
  redrive_policy             = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 * var.revision })
}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "sns.amazonaws.com" }, Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn }]
  })
}

resource "aws_cloudwatch_event_rule" "state" {
  name          = local.name
  description   = "Instances"
  event_pattern = jsonencode({ source = ["aws.ec2"], detail-type = ["EC2 Instance State-change Notification"] })
}

resource "aws_cloudwatch_event_target" "state" {
  rule      = aws_cloudwatch_event_rule.state.name
  target_id = "sns"
  arn       = aws_sns_topic.alarms.arn
  input_transformer {
    input_paths    = { id = "$.detail.instance-id" }
    input_template = "\"Instance <id> ${var.revision}\""
  }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "${local.name}-nightly"
  schedule_expression = "cron(0 1 * * ? *)"
  state               = "DISABLED"
}

resource "aws_cloudwatch_event_archive" "main" {
  name             = local.name
  event_source_arn = "arn:aws:events:eu-west-1:${var.account}:event-bus/default"
  retention_days   = 7
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${local.name}-errors"
  alarm_description   = "5xx"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5 * var.revision
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  treat_missing_data  = "notBreaching"
  dimensions          = { LoadBalancer = aws_lb.main.arn_suffix }
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "ratio" {
  alarm_name          = "${local.name}-ratio"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1.5
  evaluation_periods  = 2
  metric_query {
    id          = "ratio"
    expression  = "100 * errors / requests"
    label       = "Errors"
    return_data = true
  }
  metric_query {
    id = "errors"
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      period      = 60
      stat        = "Sum"
      dimensions  = { LoadBalancer = aws_lb.main.arn_suffix }
    }
  }
  metric_query {
    id = "requests"
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      period      = 60
      stat        = "Sum"
      dimensions  = { LoadBalancer = aws_lb.main.arn_suffix }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name          = "${local.name}-latency"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  extended_statistic  = "p99"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 0.75
  period              = 60
  evaluation_periods  = 5
}

resource "aws_cloudwatch_composite_alarm" "site" {
  alarm_name        = "${local.name}-site"
  alarm_description = "Either ${var.revision}"
  alarm_rule        = "ALARM(${aws_cloudwatch_metric_alarm.errors.alarm_name}) OR ALARM(${aws_cloudwatch_metric_alarm.ratio.alarm_name})"
  alarm_actions     = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = local.name
  dashboard_body = jsonencode({
    widgets = [{ type = "text", x = 0, y = 0, width = 6, height = 3, properties = { markdown = "Bed" } }]
  })
}

resource "aws_budgets_budget" "monthly" {
  name              = local.name
  budget_type       = "COST"
  limit_amount      = "${1500 * var.revision}.0"
  limit_unit        = "USD"
  time_unit         = "MONTHLY"
  time_period_start = "2025-01-01_00:00"
  cost_filter {
    name   = "TagKeyValue"
    values = ["user:Environment$testing"]
  }
  notification {
    comparison_operator        = "GREATER_THAN"
    notification_type          = "FORECASTED"
    threshold                  = 90 + 10 * var.revision
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = ["ops@example.com"]
  }
  notification {
    comparison_operator       = "GREATER_THAN"
    notification_type         = "ACTUAL"
    threshold                 = 80
    threshold_type            = "PERCENTAGE"
    subscriber_sns_topic_arns = [aws_sns_topic.alarms.arn]
  }
}

resource "aws_resourcegroups_group" "main" {
  name = local.name
  resource_query {
    query = jsonencode({
      ResourceTypeFilters = ["AWS::AllSupported"]
      TagFilters          = [{ Key = "Environment", Values = ["testing"] }]
    })
  }
}
