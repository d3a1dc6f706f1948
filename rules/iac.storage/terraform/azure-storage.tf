resource "azurerm_storage_account" "scans" {
  name                       = "clinicscans"
  # ruleid: iac.storage.terraform.azure-storage
  https_traffic_only_enabled = false
  # ruleid: iac.storage.terraform.azure-storage
  min_tls_version            = "TLS1_0"
}

resource "azurerm_storage_account" "old_provider" {
  name                      = "clinicold"
  # ruleid: iac.storage.terraform.azure-storage
  enable_https_traffic_only = false
  # ruleid: iac.storage.terraform.azure-storage
  min_tls_version           = "TLS1_1"
}

resource "azurerm_storage_account" "records" {
  name                       = "clinicrecords"
  # ok: iac.storage.terraform.azure-storage
  https_traffic_only_enabled = true
  # ok: iac.storage.terraform.azure-storage
  min_tls_version            = "TLS1_2"
}

resource "azurerm_storage_account" "defaults" {
  # ok: iac.storage.terraform.azure-storage
  name                     = "clinicdefaults"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_app_service_source" "other" {
  # ok: iac.storage.terraform.azure-storage
  min_tls_version = "TLS1_0"
}
