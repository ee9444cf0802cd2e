resource "aws_kms_key" "main" {
  description             = "Everything of the test bed"
  enable_key_rotation     = true
  rotation_period_in_days = 90 * var.revision
  deletion_window_in_days = 7
}

resource "aws_kms_key_policy" "main" {
  key_id = aws_kms_key.main.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Account"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${var.account}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_kms_alias" "main" {
  name          = "alias/${local.name}"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_cloudwatch_log_group" "flow" {
  name              = "/bed/flow"
  retention_in_days = 30
  kms_key_id        = var.revision == 1 ? aws_kms_key.main.arn : null
}

resource "aws_cloudwatch_log_group" "cheap" {
  name              = "/bed/cheap"
  log_group_class   = "INFREQUENT_ACCESS"
  retention_in_days = 7 * var.revision
  skip_destroy      = false
}

# Route 53 writes its query logs to us-east-1 only.
resource "aws_cloudwatch_log_group" "dns" {
  provider          = aws.us_east_1
  name              = "/aws/route53/bed.example.com"
  retention_in_days = 7
}

resource "aws_cloudwatch_log_resource_policy" "dns" {
  provider    = aws.us_east_1
  policy_name = "route53"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "route53.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "arn:aws:logs:*:*:log-group:/aws/route53/*"
    }]
  })
}

resource "aws_cloudwatch_log_metric_filter" "rejects" {
  name           = "rejects"
  log_group_name = aws_cloudwatch_log_group.flow.name
  pattern        = "REJECT"
  metric_transformation {
    name          = "Rejects"
    namespace     = "Bed"
    value         = "1"
    default_value = "0"
  }
}

data "aws_iam_policy_document" "ec2" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "boundary" {
  name = "${local.name}-boundary"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_role" "web" {
  name                 = "${local.name}-web"
  path                 = "/bed/"
  description          = "Web"
  max_session_duration = 3600 * var.revision
  assume_role_policy   = data.aws_iam_policy_document.ec2.json
  permissions_boundary = aws_iam_policy.boundary.arn
}

resource "aws_iam_role_policy" "web" {
  name = "content"
  role = aws_iam_role.web.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = var.revision == 1 ? ["s3:GetObject"] : ["s3:GetObject", "s3:PutObject"], Resource = "${aws_s3_bucket.content.arn}/*" }]
  })
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "web" {
  name = "${local.name}-web"
  role = aws_iam_role.web.name
}

resource "aws_iam_role" "flow" {
  name = "${local.name}-flow"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "vpc-flow-logs.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "service" {
  name = "${local.name}-service"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["codedeploy.amazonaws.com", "backup.amazonaws.com", "monitoring.rds.amazonaws.com"] }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_user" "ci" {
  name                 = "${local.name}-ci"
  path                 = "/bed/"
  permissions_boundary = var.revision == 1 ? aws_iam_policy.boundary.arn : null
  force_destroy        = true
}

resource "aws_iam_user_policy" "ci" {
  user   = aws_iam_user.ci.name
  name   = "deploy"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "codedeploy:*", Resource = "*" }] })
}

resource "aws_iam_group" "teams" {
  name = "${local.name}-teams"
  path = "/bed/"
}

resource "aws_iam_group_policy" "teams" {
  name  = "release"
  group = aws_iam_group.teams.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "${aws_s3_bucket.content.arn}/releases-${var.revision}/*" }]
  })
}

resource "aws_iam_group_membership" "teams" {
  name  = "${local.name}-teams"
  group = aws_iam_group.teams.name
  users = [aws_iam_user.ci.name]
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = 16
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  allow_users_to_change_password = true
}

resource "aws_iam_account_alias" "main" {
  account_alias = "malinshopper-bed"
}

resource "aws_iam_service_linked_role" "autoscaling" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "bed"
}

resource "aws_ebs_encryption_by_default" "main" {
  enabled = true
}

resource "aws_s3_account_public_access_block" "main" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

