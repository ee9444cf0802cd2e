# A function that Terraform calls when the bed comes, changes and goes, with a secret; its code is a zip in a bucket.
resource "aws_secretsmanager_secret" "user" {
  name                    = "bed/database/web"
  description             = "Revision ${var.revision}"
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 0
}

resource "aws_s3_object" "code" {
  bucket = aws_s3_bucket.content.id
  key    = "functions/echo-${var.revision}.zip"
  # index.js: exports.handler = async (event) => event;
  content_base64 = "UEsDBAoAAAAAAAAAAAAoDJycKgAAACoAAAAIAAAAaW5kZXguanNleHBvcnRzLmhhbmRsZXIgPSBhc3luYyAoZXZlbnQpID0+IGV2ZW50OwpQSwECCgMKAAAAAAAAAAAAKAycnCoAAAAqAAAACAAAAAAAAAAAAAAAAAAAAAAAaW5kZXguanNQSwUGAAAAAAEAAQA2AAAAUAAAAAAA"
}

resource "aws_cloudwatch_log_group" "function" {
  name = "/aws/lambda/bed-echo"
}

resource "aws_lambda_function" "echo" {
  function_name = "bed-echo"
  description   = "Revision ${var.revision}"
  role          = aws_iam_role.service.arn
  runtime       = "nodejs22.x"
  architectures = ["arm64"]
  handler       = "index.handler"
  s3_bucket     = aws_s3_object.code.bucket
  s3_key        = aws_s3_object.code.key
  memory_size   = 128 * var.revision
  timeout       = 30
  vpc_config {
    subnet_ids         = [for subnet in aws_subnet.private : subnet.id]
    security_group_ids = [aws_security_group.web.id]
  }
  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.function.name
  }
  environment { variables = { REVISION = tostring(var.revision) } }
}

resource "aws_lambda_invocation" "echo" {
  function_name   = aws_lambda_function.echo.function_name
  input           = jsonencode({ revision = var.revision })
  lifecycle_scope = "CRUD"
}
