# One of everything the apps use, written the way well-kept modules write it. The convergence test applies it on the
# embedded AWS, wants the next plan empty, and destroys it.
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
  backend "s3" {}
}

variable "account" {
  type = string
}

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = [var.account]
  default_tags { tags = { Environment = "testing", ManagedBy = "terraform" } }
}

provider "aws" {
  alias               = "us_east_1"
  region              = "us-east-1"
  allowed_account_ids = [var.account]
  default_tags { tags = { Environment = "testing", ManagedBy = "terraform" } }
}

locals {
  name  = "bed"
  zones = { a = "eu-west-1a", b = "eu-west-1b" }
}
