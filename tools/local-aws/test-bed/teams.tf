# Who may do what: a role that GitHub's jobs assume, with a path, a boundary and policies of its own.
resource "aws_iam_policy" "team" {
  name        = "${local.name}-team"
  path        = "/teams/data/"
  description = "What a team may do"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OwnServices"
      Effect    = "Allow"
      Action    = var.revision == 1 ? ["rds:Describe*"] : ["rds:Describe*", "rds:Create*"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:RequestedRegion" = "eu-west-1" } }
    }]
  })
}

resource "aws_iam_policy" "narrow" {
  name = "${local.name}-narrow"
  path = "/boundaries/"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Services", Effect = "Allow", Action = "*", Resource = "*" },
      { Sid = "NotItself", Effect = "Deny", Action = ["iam:*Boundary", "iam:*PolicyVersion"], Resource = "arn:aws:iam::${var.account}:policy/boundaries/*" },
    ]
  })
}

resource "aws_iam_role" "deploy" {
  name                  = "${local.name}-data-deploy"
  path                  = "/teams/data/"
  description           = "Deploys ${var.revision}"
  max_session_duration  = 3600 * var.revision
  force_detach_policies = true
  permissions_boundary  = var.revision == 1 ? aws_iam_policy.boundary.arn : aws_iam_policy.narrow.arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "GitHub"
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = "repo:malinshopper/infrastructure:environment:revision-${var.revision}"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "team" {
  role       = aws_iam_role.deploy.name
  policy_arn = aws_iam_policy.team.arn
}

resource "aws_iam_role_policy_attachments_exclusive" "deploy" {
  role_name   = aws_iam_role.deploy.name
  policy_arns = [aws_iam_role_policy_attachment.team.policy_arn]
}

resource "aws_iam_role_policy" "state" {
  name = "state"
  role = aws_iam_role.deploy.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.content.arn}/state-${var.revision}/*" }]
  })
}

resource "aws_iam_role_policies_exclusive" "deploy" {
  role_name    = aws_iam_role.deploy.name
  policy_names = [aws_iam_role_policy.state.name]
}
