resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags                 = { Name = local.name }
}

resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
  subnet_ids             = [for s in aws_subnet.private : s.id]
  ingress {
    protocol   = -1
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  egress {
    protocol   = -1
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}

resource "aws_default_route_table" "empty" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route                  = []
}

resource "aws_vpc_dhcp_options" "main" {
  domain_name         = "bed.internal"
  domain_name_servers = ["AmazonProvidedDNS"]
}

resource "aws_vpc_dhcp_options_association" "main" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.main.id
}

resource "aws_subnet" "private" {
  for_each          = local.zones
  vpc_id            = aws_vpc.main.id
  availability_zone = each.value
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, 10 + index(keys(local.zones), each.key))
}

resource "aws_security_group" "web" {
  name        = "${local.name}-web"
  description = "Web"
  vpc_id      = aws_vpc.main.id
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "${local.name}-offices"
  address_family = "IPv4"
  max_entries    = 5
  entry {
    cidr        = "192.0.${var.revision}.0/24"
    description = "Office"
  }
}

resource "aws_wafv2_ip_set" "offices" {
  name               = local.name
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["192.0.${var.revision}.0/24"]
}

resource "aws_route53_health_check" "www" {
  fqdn              = "www.bed.example.com"
  port              = 443
  type              = "HTTPS"
  resource_path     = "/health"
  failure_threshold = 2 + var.revision
  request_interval  = 30
  measure_latency   = true
}
