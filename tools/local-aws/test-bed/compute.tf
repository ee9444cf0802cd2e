resource "aws_lb_target_group" "web" {
  name     = "${local.name}-web"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}

resource "aws_launch_template" "web" {
  name                   = "${local.name}-web"
  image_id               = "ami-12c6146b"
  instance_type          = "m6i.large"
  vpc_security_group_ids = [aws_security_group.web.id]
}

resource "aws_autoscaling_group" "web" {
  name                = "${local.name}-web"
  min_size            = 0
  max_size            = 1
  vpc_zone_identifier = [aws_subnet.private["a"].id]
  launch_template {
    id      = aws_launch_template.web.id
    version = "$Latest"
  }
}

resource "aws_autoscaling_traffic_source_attachment" "web" {
  autoscaling_group_name = aws_autoscaling_group.web.id
  traffic_source {
    identifier = aws_lb_target_group.web.arn
    type       = "elbv2"
  }
}

resource "aws_autoscaling_group" "workers" {
  name                = "${local.name}-workers"
  min_size            = 0
  max_size            = 10
  desired_capacity    = 0
  vpc_zone_identifier = [for s in aws_subnet.private : s.id]
  capacity_rebalance  = true
  suspended_processes = var.revision == 1 ? ["AZRebalance"] : []
  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = 1
      on_demand_percentage_above_base_capacity = 25
      on_demand_allocation_strategy            = "prioritized"
      spot_allocation_strategy                 = "price-capacity-optimized"
    }
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.web.id
        version            = "$Latest"
      }
      override {
        instance_type     = "m6i.large"
        weighted_capacity = "1"
      }
      override {
        instance_type     = "m6i.xlarge"
        weighted_capacity = tostring(var.revision + 1)
      }
    }
  }
  initial_lifecycle_hook {
    name                 = "launch"
    lifecycle_transition = "autoscaling:EC2_INSTANCE_LAUNCHING"
    heartbeat_timeout    = 300
    default_result       = "ABANDON"
  }
  tag {
    key                 = "Name"
    value               = "worker"
    propagate_at_launch = true
  }
}

resource "aws_autoscaling_lifecycle_hook" "drain" {
  name                    = "drain"
  autoscaling_group_name  = aws_autoscaling_group.workers.name
  lifecycle_transition    = "autoscaling:EC2_INSTANCE_TERMINATING"
  heartbeat_timeout       = 900 * var.revision
  default_result          = "CONTINUE"
  notification_metadata   = jsonencode({ role = "worker" })
  notification_target_arn = aws_sns_topic.alarms.arn
  role_arn                = aws_iam_role.service.arn
}

resource "aws_autoscaling_schedule" "night" {
  scheduled_action_name  = "night"
  autoscaling_group_name = aws_autoscaling_group.workers.name
  recurrence             = "0 ${19 + var.revision} * * *"
  time_zone              = "Europe/Paris"
  min_size               = 0
  max_size               = 0
  desired_capacity       = 0
}

resource "aws_instance" "bastion" {
  ami                    = "ami-12c6146b"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private["a"].id
  vpc_security_group_ids = [aws_security_group.web.id]
  iam_instance_profile   = aws_iam_instance_profile.web.name
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
  root_block_device {
    encrypted   = true
    volume_type = "gp3"
  }
}
