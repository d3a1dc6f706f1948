resource "azurerm_mssql_server" "ehr" {
  name                          = "ehr"
  version                       = "12.0"
  # ruleid: iac.storage.terraform.azure-sql
  minimum_tls_version           = "1.0"
  # ruleid: iac.storage.terraform.azure-sql
  public_network_access_enabled = true
}

resource "azurerm_mssql_database" "lab" {
  name                                = "lab"
  # ruleid: iac.storage.terraform.azure-sql
  transparent_data_encryption_enabled = false
}

resource "azurerm_postgresql_server" "pharmacy" {
  name                    = "pharmacy"
  # ruleid: iac.storage.terraform.azure-sql
  ssl_enforcement_enabled = false
}

resource "azurerm_mssql_server" "claims" {
  name                          = "claims"
  version                       = "12.0"
  # ok: iac.storage.terraform.azure-sql
  minimum_tls_version           = "1.2"
  # ok: iac.storage.terraform.azure-sql
  public_network_access_enabled = false
}

resource "azurerm_mssql_database" "claims" {
  name                                = "claims"
  # ok: iac.storage.terraform.azure-sql
  transparent_data_encryption_enabled = true
}

resource "azurerm_cognitive_account" "triage" {
  # ok: iac.storage.terraform.azure-sql
  public_network_access_enabled = true
}
