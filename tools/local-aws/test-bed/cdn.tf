resource "aws_cloudfront_response_headers_policy" "main" {
  name    = local.name
  comment = "Security headers"
  security_headers_config {
    content_type_options { override = true }
    frame_options {
      frame_option = "DENY"
      override     = true
    }
    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      preload                    = true
      override                   = true
    }
  }
  custom_headers_config {
    items {
      header   = "X-Served-By"
      value    = "bed ${var.revision}"
      override = false
    }
  }
  remove_headers_config {
    items { header = "Server" }
  }
  cors_config {
    access_control_allow_credentials = false
    origin_override                  = true
    access_control_allow_headers { items = ["*"] }
    access_control_allow_methods { items = ["GET", "HEAD"] }
    access_control_allow_origins { items = ["https://bed.example.com"] }
  }
}

resource "aws_cloudfront_cache_policy" "main" {
  name        = local.name
  min_ttl     = 1
  default_ttl = 3600 * var.revision
  max_ttl     = 86400
  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true
    cookies_config { cookie_behavior = "none" }
    headers_config {
      header_behavior = "whitelist"
      headers { items = ["Accept-Language"] }
    }
    query_strings_config {
      query_string_behavior = "whitelist"
      query_strings { items = ["v", "size"] }
    }
  }
}

resource "aws_cloudfront_origin_request_policy" "main" {
  name = local.name
  cookies_config { cookie_behavior = "none" }
  headers_config { header_behavior = "allViewer" }
  query_strings_config { query_string_behavior = var.revision == 1 ? "all" : "none" }
}

resource "aws_cloudfront_function" "rewrite" {
  name    = local.name
  runtime = "cloudfront-js-2.0"
  comment = "Rewrites"
  publish = true
  code    = "function handler(event) { return event.request; } // ${var.revision}"
}

resource "aws_cloudfront_distribution" "main" {
  enabled             = true
  wait_for_deployment = false
  origin {
    origin_id   = "site"
    domain_name = "site.bed.example.com"
    custom_header {
      name  = "X-Origin-Verify"
      value = "token"
    }
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  default_cache_behavior {
    target_origin_id           = "site"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = aws_cloudfront_cache_policy.main.id
    origin_request_policy_id   = aws_cloudfront_origin_request_policy.main.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.main.id
    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.rewrite.arn
    }
  }
  custom_error_response {
    error_code            = 404
    response_code         = 404
    response_page_path    = "/404.html"
    error_caching_min_ttl = 60
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}

resource "aws_cloudfront_monitoring_subscription" "main" {
  distribution_id = aws_cloudfront_distribution.main.id
  monitoring_subscription {
    realtime_metrics_subscription_config { realtime_metrics_subscription_status = "Enabled" }
  }
}
