resource "aws_route53_delegation_set" "main" {
  reference_name = local.name
}

resource "aws_route53_zone" "main" {
  name              = "bed.example.com"
  comment           = "Revision ${var.revision}"
  delegation_set_id = aws_route53_delegation_set.main.id
  force_destroy     = false
}

resource "aws_route53_zone" "private" {
  name = "bed.internal"
  vpc { vpc_id = aws_vpc.main.id }
}

resource "aws_route53_query_log" "main" {
  zone_id                  = aws_route53_zone.main.zone_id
  cloudwatch_log_group_arn = aws_cloudwatch_log_group.dns.arn
  depends_on               = [aws_cloudwatch_log_resource_policy.dns]
}

resource "aws_route53_record" "alias" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www"
  type    = "A"
  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_record" "wildcard" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "*.branch"
  type    = "CNAME"
  ttl     = 300
  records = ["www${var.revision}.bed.example.com"]
}

resource "aws_route53_record" "caa" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "bed.example.com"
  type    = "CAA"
  ttl     = 300
  records = ["0 issue \"amazon.com\"", "0 iodef \"mailto:ops@example.com\""]
}

resource "aws_route53_health_check" "www" {
  fqdn              = "www.bed.example.com"
  port              = 443
  type              = "HTTPS"
  resource_path     = "/health"
  failure_threshold = 3
  request_interval  = 30
  measure_latency   = true
}

resource "aws_acm_certificate" "regional" {
  domain_name               = "bed.example.com"
  subject_alternative_names = ["*.bed.example.com"]
  validation_method         = "DNS"
  lifecycle { create_before_destroy = true }
}

resource "aws_acm_certificate" "cdn" {
  provider          = aws.us_east_1
  domain_name       = "cdn.bed.example.com"
  validation_method = "DNS"
  lifecycle { create_before_destroy = true }
}

resource "aws_route53_record" "validation" {
  for_each = {
    regional = one([for o in aws_acm_certificate.regional.domain_validation_options : o if o.domain_name == "bed.example.com"])
    cdn      = one(aws_acm_certificate.cdn.domain_validation_options)
  }
  zone_id         = aws_route53_zone.main.zone_id
  name            = each.value.resource_record_name
  type            = each.value.resource_record_type
  records         = [each.value.resource_record_value]
  ttl             = 60
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "regional" {
  certificate_arn         = aws_acm_certificate.regional.arn
  validation_record_fqdns = [aws_route53_record.validation["regional"].fqdn]
}

resource "aws_acm_certificate_validation" "cdn" {
  provider                = aws.us_east_1
  certificate_arn         = aws_acm_certificate.cdn.arn
  validation_record_fqdns = [aws_route53_record.validation["cdn"].fqdn]
}
