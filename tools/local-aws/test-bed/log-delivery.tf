# Access logs of CloudFront the new way (CloudWatch Logs user guide, "Enable logging from AWS services"): in us-east-1, to a
# bucket and to a log group.
resource "aws_cloudwatch_log_delivery_source" "cdn" {
  provider     = aws.us_east_1
  name         = "${local.name}-cdn"
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.main.arn
}

resource "aws_cloudwatch_log_delivery_destination" "bucket" {
  provider      = aws.us_east_1
  name          = "${local.name}-bucket"
  output_format = "parquet"
  delivery_destination_configuration {
    destination_resource_arn = "${aws_s3_bucket.logs.arn}/cdn"
  }
}

resource "aws_cloudwatch_log_delivery_destination" "group" {
  provider      = aws.us_east_1
  name          = "${local.name}-group"
  output_format = "json"
  delivery_destination_configuration {
    destination_resource_arn = aws_cloudwatch_log_group.global.arn
  }
}

resource "aws_cloudwatch_log_delivery" "bucket" {
  provider                 = aws.us_east_1
  delivery_source_name     = aws_cloudwatch_log_delivery_source.cdn.name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.bucket.arn
  s3_delivery_configuration {
    suffix_path                 = var.revision == 1 ? "/{DistributionId}/{yyyy}/{MM}/{dd}" : "/{DistributionId}/{yyyy}/{MM}"
    enable_hive_compatible_path = var.revision == 2
  }
}

# The provider cannot change one to a log group, not even its tags: "unknown value for s3_delivery_configuration".
resource "aws_cloudwatch_log_delivery" "group" {
  provider                 = aws.us_east_1
  delivery_source_name     = aws_cloudwatch_log_delivery_source.cdn.name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.group.arn
  record_fields            = ["date", "time", "sc-status"]
  # AWS refuses to make two of one source, or to one destination, at the same time (ConflictException).
  depends_on = [aws_cloudwatch_log_delivery.bucket]
  lifecycle { replace_triggered_by = [terraform_data.revision] }
}

resource "terraform_data" "revision" {
  input = var.revision
}
