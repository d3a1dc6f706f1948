resource "aws_db_instance" "ehr" {
  engine   = "postgres"
  username = "ehr"
  # ruleid: secrets.iac.tf-literal-secret
  password = "Knee-Reflex-1947"
}

resource "azurerm_mssql_server" "lab" {
  name                         = "lab"
  administrator_login          = "labadmin"
  # ruleid: secrets.iac.tf-literal-secret
  administrator_login_password = "Not-For-Real-77"
}

variable "hl7_gateway_password" {
  type    = string
  # ruleid: secrets.iac.tf-literal-secret
  default = "Ward7Gateway"
}

locals {
  # ruleid: secrets.iac.tf-literal-secret
  fhir_client_secret = "fhir-client-00000-not-real"
}

resource "aws_db_instance" "claims" {
  engine                      = "postgres"
  username                    = "claims"
  # ok: secrets.iac.tf-literal-secret
  manage_master_user_password = true
}

resource "aws_db_instance" "pharmacy" {
  engine   = "postgres"
  # ok: secrets.iac.tf-literal-secret
  password = var.pharmacy_password
}

resource "aws_elasticache_replication_group" "sessions" {
  # ok: secrets.iac.tf-literal-secret
  auth_token = "${random_password.sessions.result}"
}

variable "portal_password" {
  type      = string
  sensitive = true
  # ok: secrets.iac.tf-literal-secret
  default   = ""
}

variable "smtp_password" {
  type    = string
  # ok: secrets.iac.tf-literal-secret
  default = "<set in the pipeline>"
}

resource "example_portal" "portal" {
  # ok: secrets.iac.tf-literal-secret
  password_policy = "at-least-12"
  # ok: secrets.iac.tf-literal-secret
  secret_name     = "portal-database"
}
