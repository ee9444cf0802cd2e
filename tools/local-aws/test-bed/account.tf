resource "aws_ec2_default_credit_specification" "main" {
  instance_family = "t4g"
  cpu_credits     = var.revision == 1 ? "standard" : "unlimited"
}

resource "aws_iam_account_alias" "main" {
  account_alias = "malinshopper-bed-${var.revision}"
}
