terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.20"
    }
  }

  backend "s3" {
    bucket       = "clinic-portal-terraform-state"
    key          = "portal/terraform.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Application        = "clinic-portal"
      DataClassification = "phi"
    }
  }
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "vpc_id" {
  type        = string
  description = "The network that the portal runs in."
}

variable "database_password" {
  type        = string
  description = "Password of the database's owner; comes from the deployment's secret store."
  sensitive   = true
}

variable "office_cidr" {
  type        = string
  description = "Addresses of the clinic's administrators."
  default     = "192.0.2.0/24"
}
