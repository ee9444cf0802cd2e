# Web ACLs: one for the CDN, which WAF keeps in us-east-1, one for the load balancer. Each writes down what it has seen.
resource "aws_wafv2_web_acl" "cdn" {
  provider    = aws.us_east_1
  name        = "${local.name}-cdn"
  description = "CDN ${var.revision}"
  scope       = "CLOUDFRONT"
  default_action {
    allow {}
  }
  dynamic "custom_response_body" {
    for_each = var.revision == 1 ? ["Too many requests"] : []
    content {
      key          = "busy"
      content      = custom_response_body.value
      content_type = "TEXT_PLAIN"
    }
  }
  rule {
    name     = "too-many-requests"
    priority = 0
    action {
      block {
        dynamic "custom_response" {
          for_each = var.revision == 1 ? ["busy"] : []
          content {
            response_code            = 429
            custom_response_body_key = custom_response.value
          }
        }
      }
    }
    statement {
      rate_based_statement {
        limit                 = 10000 * var.revision
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"
        scope_down_statement {
          not_statement {
            statement {
              byte_match_statement {
                search_string         = "/assets/"
                positional_constraint = "STARTS_WITH"
                field_to_match {
                  uri_path {}
                }
                text_transformation {
                  priority = 0
                  type     = "NONE"
                }
              }
            }
          }
        }
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "too-many-requests"
      sampled_requests_enabled   = false
    }
  }
  dynamic "rule" {
    for_each = ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesPHPRuleSet"]
    content {
      name     = rule.value
      priority = 1 + rule.key
      override_action {
        none {}
      }
      statement {
        managed_rule_group_statement {
          name        = rule.value
          vendor_name = "AWS"
          dynamic "rule_action_override" {
            for_each = rule.key == 1 ? ["SizeRestrictions_BODY"] : []
            content {
              name = rule_action_override.value
              action_to_use {
                count {}
              }
            }
          }
        }
      }
      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.value
        sampled_requests_enabled   = var.revision == 1
      }
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "cdn"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_ip_set" "offices" {
  name               = local.name
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["192.0.${var.revision}.0/24"]
}

# The second revision has no rules left.
resource "aws_wafv2_web_acl" "site" {
  name        = "${local.name}-site"
  description = var.revision == 1 ? "Site" : null
  scope       = "REGIONAL"
  default_action {
    allow {}
  }
  dynamic "rule" {
    for_each = var.revision == 1 ? ["rate"] : []
    content {
      name     = "rate"
      priority = 1
      action {
        block {}
      }
      statement {
        rate_based_statement {
          limit              = 2000
          aggregate_key_type = "IP"
        }
      }
      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "rate"
        sampled_requests_enabled   = true
      }
    }
  }
  dynamic "rule" {
    for_each = var.revision == 1 ? [aws_wafv2_ip_set.offices.arn] : []
    content {
      name     = "offices"
      priority = 2
      action {
        allow {}
      }
      statement {
        ip_set_reference_statement { arn = rule.value }
      }
      visibility_config {
        cloudwatch_metrics_enabled = false
        metric_name                = "offices"
        sampled_requests_enabled   = false
      }
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "site"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "site" {
  resource_arn = aws_lb.main.arn
  web_acl_arn  = aws_wafv2_web_acl.site.arn
}

resource "aws_cloudwatch_log_group" "waf" {
  name              = "aws-waf-logs-bed"
  retention_in_days = 7
}

resource "aws_cloudwatch_log_group" "waf_cdn" {
  provider          = aws.us_east_1
  name              = "aws-waf-logs-bed-cdn"
  retention_in_days = 7
  kms_key_id        = aws_kms_key.global.arn
}

resource "aws_cloudwatch_log_resource_policy" "waf" {
  provider    = aws.us_east_1
  policy_name = "${local.name}-cdn"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "WafWrites"
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = var.revision == 1 ? ["logs:CreateLogStream", "logs:PutLogEvents"] : ["logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.waf_cdn.arn}:*"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account } }
    }]
  })
}

resource "aws_wafv2_web_acl_logging_configuration" "site" {
  resource_arn            = aws_wafv2_web_acl.site.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]
  redacted_fields {
    single_header { name = "authorization" }
  }
}

resource "aws_wafv2_web_acl_logging_configuration" "cdn" {
  provider                = aws.us_east_1
  resource_arn            = aws_wafv2_web_acl.cdn.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf_cdn.arn]
  redacted_fields {
    single_header { name = "authorization" }
  }
  dynamic "redacted_fields" {
    for_each = var.revision == 1 ? ["cookie"] : []
    content {
      single_header { name = redacted_fields.value }
    }
  }
  logging_filter {
    default_behavior = "DROP"
    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"
      condition {
        action_condition { action = var.revision == 1 ? "BLOCK" : "COUNT" }
      }
    }
  }
  depends_on = [aws_cloudwatch_log_resource_policy.waf]
}
