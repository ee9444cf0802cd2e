# Resources that no environment makes, or none changes in place: the convergence test applies it on the embedded AWS, changes it,
# requires each next plan to be empty, and destroys it. All others are tested with the JSON of the apps
# (tools/rehearsal/src/environments/revised).
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

locals {
  name  = "bed"
  zones = { a = "eu-west-1a", b = "eu-west-1b" }
}
