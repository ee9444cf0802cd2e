resource "aws_kms_key" "main" {
  description             = "Everything of the test bed"
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "aws_kms_key_policy" "main" {
  key_id = aws_kms_key.main.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Account${var.revision}"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${var.account}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_cloudwatch_log_group" "flow" {
  name              = "/bed/flow"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_metric_filter" "rejects" {
  name           = "rejects"
  log_group_name = aws_cloudwatch_log_group.flow.name
  pattern        = "REJECT ${var.revision}"
  metric_transformation {
    name          = "Rejects"
    namespace     = "Bed"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_iam_instance_profile" "web" {
  name = "${local.name}-web"
  role = aws_iam_role.service.name
}

resource "aws_iam_role" "service" {
  name = "${local.name}-service"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["ec2.amazonaws.com", "autoscaling.amazonaws.com", "elasticmapreduce.amazonaws.com"] }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_user" "ci" {
  name          = "${local.name}-ci"
  path          = "/bed/"
  force_destroy = true
}

resource "aws_iam_user_policy" "ci" {
  user   = aws_iam_user.ci.name
  name   = "deploy"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "codedeploy:Get*${var.revision}", Resource = "*" }] })
}

resource "aws_iam_service_linked_role" "autoscaling" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "bed"
}
