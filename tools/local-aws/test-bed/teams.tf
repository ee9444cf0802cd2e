# Roles that have exactly the policies that are named here.
resource "aws_iam_policy" "team" {
  count       = 2
  name        = "${local.name}-team-${count.index}"
  description = "What a team may do"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "rds:Describe*", Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "team" {
  role       = aws_iam_role.service.name
  policy_arn = aws_iam_policy.team[var.revision - 1].arn
}

resource "aws_iam_role_policy_attachments_exclusive" "service" {
  role_name   = aws_iam_role.service.name
  policy_arns = [aws_iam_role_policy_attachment.team.policy_arn]
}

resource "aws_iam_role_policy" "service" {
  name = "state"
  role = aws_iam_role.service.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.content.arn}/*" }]
  })
}

resource "aws_iam_role_policies_exclusive" "service" {
  role_name    = aws_iam_role.service.name
  policy_names = [aws_iam_role_policy.service.name]
}
