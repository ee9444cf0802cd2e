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

# The second revision changes something of most resources, and a tag of all of them.
variable "revision" {
  type    = number
  default = 1
}

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = [var.account]
  default_tags { tags = { Environment = "testing", Revision = tostring(var.revision) } }
}

provider "aws" {
  alias               = "us_east_1"
  region              = "us-east-1"
  allowed_account_ids = [var.account]
  default_tags { tags = { Environment = "testing", Revision = tostring(var.revision) } }
}

locals {
  name  = "bed"
  zones = { a = "eu-west-1a", b = "eu-west-1b" }
}
