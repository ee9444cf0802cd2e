resource "aws_emr_security_configuration" "main" {
  name = "${local.name}-hadoop"
  configuration = jsonencode({
    EncryptionConfiguration = {
      EnableInTransitEncryption = true
      EnableAtRestEncryption    = true
      InTransitEncryptionConfiguration = {
        TLSCertificateConfiguration = {
          CertificateProviderType = "PEM"
          S3Object                = "s3://${aws_s3_bucket.content.bucket}/certificates.zip"
        }
      }
      AtRestEncryptionConfiguration = {
        S3EncryptionConfiguration = { EncryptionMode = "SSE-KMS", AwsKmsKey = aws_kms_key.main.arn }
        LocalDiskEncryptionConfiguration = {
          EncryptionKeyProviderType = "AwsKms"
          AwsKmsKey                 = aws_kms_key.main.arn
          EnableEbsEncryption       = true
        }
      }
    }
  })
}

resource "aws_security_group" "cluster" {
  for_each               = toset(["primary", "nodes", "service"])
  name                   = "${local.name}-cluster-${each.key}"
  vpc_id                 = aws_vpc.main.id
  revoke_rules_on_delete = true
}

resource "aws_emr_cluster" "main" {
  name                       = "${local.name}-hadoop"
  release_label              = "emr-7.12.0"
  applications               = ["Hadoop"]
  service_role               = aws_iam_role.service.arn
  security_configuration     = aws_emr_security_configuration.main.name
  log_uri                    = "s3://${aws_s3_bucket.content.bucket}/cluster/"
  log_encryption_kms_key_id  = aws_kms_key.main.arn
  termination_protection     = false
  unhealthy_node_replacement = true
  step_concurrency_level     = var.revision
  scale_down_behavior        = "TERMINATE_AT_TASK_COMPLETION"
  ebs_root_volume_size       = 30

  ec2_attributes {
    instance_profile                  = aws_iam_instance_profile.web.arn
    subnet_ids                        = [for subnet in aws_subnet.private : subnet.id]
    emr_managed_master_security_group = aws_security_group.cluster["primary"].id
    emr_managed_slave_security_group  = aws_security_group.cluster["nodes"].id
    service_access_security_group     = aws_security_group.cluster["service"].id
  }

  master_instance_fleet {
    name                      = "primary"
    target_on_demand_capacity = 1
    instance_type_configs { instance_type = "m7g.xlarge" }
    launch_specifications {
      on_demand_specification { allocation_strategy = "lowest-price" }
    }
  }

  core_instance_fleet {
    name                      = "core"
    target_on_demand_capacity = 2
    dynamic "instance_type_configs" {
      for_each = ["m6g.xlarge", "m7g.xlarge"]
      content {
        instance_type = instance_type_configs.value
        ebs_config {
          type                 = "gp3"
          size                 = 64
          volumes_per_instance = 2
        }
      }
    }
    launch_specifications {
      on_demand_specification { allocation_strategy = "lowest-price" }
    }
  }

  bootstrap_action {
    name = "setup"
    path = "s3://${aws_s3_bucket.content.bucket}/setup.sh"
    args = ["one", "two"]
  }

  configurations_json = jsonencode([{ Classification = "core-site", Properties = { "hadoop.tmp.dir" = "/mnt/tmp" } }])

  dynamic "auto_termination_policy" {
    for_each = var.revision == 1 ? [] : [86400]
    content { idle_timeout = auto_termination_policy.value }
  }
}

resource "aws_emr_instance_fleet" "task" {
  cluster_id           = aws_emr_cluster.main.id
  name                 = "task"
  target_spot_capacity = var.revision
  dynamic "instance_type_configs" {
    for_each = ["m6g.xlarge", "m7g.xlarge", "r6g.xlarge"]
    content { instance_type = instance_type_configs.value }
  }
  launch_specifications {
    spot_specification {
      allocation_strategy      = "price-capacity-optimized"
      timeout_action           = "SWITCH_TO_ON_DEMAND"
      timeout_duration_minutes = 15
    }
  }
}

resource "aws_emr_managed_scaling_policy" "main" {
  cluster_id = aws_emr_cluster.main.id
  compute_limits {
    unit_type                       = "InstanceFleetUnits"
    minimum_capacity_units          = 2
    maximum_capacity_units          = 2 + 4 * var.revision
    maximum_core_capacity_units     = 2
    maximum_ondemand_capacity_units = 2
  }
}
