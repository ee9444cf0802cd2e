# A cache with a replica, and one without.
resource "aws_elasticache_subnet_group" "main" {
  name        = "bed-cache"
  description = "Revision ${var.revision}"
  subnet_ids  = [for s in aws_subnet.private : s.id]
}

resource "aws_elasticache_replication_group" "main" {
  replication_group_id       = "bed-cache"
  description                = "Revision ${var.revision}"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = var.revision == 1 ? "cache.t4g.micro" : "cache.t4g.small"
  num_cache_clusters         = 1 + var.revision
  automatic_failover_enabled = true
  multi_az_enabled           = true
  port                       = 6379
  subnet_group_name          = aws_elasticache_subnet_group.main.name
  security_group_ids         = [aws_security_group.web.id]
  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.main.arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  snapshot_retention_limit   = var.revision
  snapshot_window            = "01:30-02:30"
  maintenance_window         = "sun:03:00-sun:04:00"
  auto_minor_version_upgrade = true
  apply_immediately          = true
}

resource "aws_elasticache_replication_group" "single" {
  replication_group_id       = "bed-single"
  description                = "One node"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = "cache.t4g.micro"
  num_cache_clusters         = 3 - var.revision
  subnet_group_name          = aws_elasticache_subnet_group.main.name
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  apply_immediately          = true
}
