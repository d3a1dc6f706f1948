resource "azurerm_storage_account" "portal" {
  name                            = "clinicportal"
  # ruleid: iac.storage.terraform.azure-storage-public
  allow_nested_items_to_be_public = true
}

resource "azurerm_storage_container" "letters" {
  name                  = "letters"
  # ruleid: iac.storage.terraform.azure-storage-public
  container_access_type = "blob"
}

resource "azurerm_storage_container" "exports" {
  name                  = "exports"
  # ruleid: iac.storage.terraform.azure-storage-public
  container_access_type = "container"
}

resource "azurerm_storage_account" "records" {
  name                            = "clinicrecords"
  # ok: iac.storage.terraform.azure-storage-public
  allow_nested_items_to_be_public = false
}

resource "azurerm_storage_container" "images" {
  name                  = "images"
  # ok: iac.storage.terraform.azure-storage-public
  container_access_type = "private"
}

module "leaflets" {
  source                = "./modules/leaflets"
  # ok: iac.storage.terraform.azure-storage-public
  container_access_type = "blob"
}
