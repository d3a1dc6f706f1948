resource "awscc_healthlake_fhir_datastore" "records" {
  datastore_type_version = "R4"
  sse_configuration = {
    kms_encryption_config = {
      # ruleid: iac.storage.terraform.healthlake-kms
      cmk_type = "AWS_OWNED_KMS_KEY"
    }
  }
}

# ruleid: iac.storage.terraform.healthlake-kms
resource "awscc_healthlake_fhir_datastore" "trial" {
  datastore_type_version = "R4"
  datastore_name         = "trial"
}

# ruleid: iac.storage.terraform.healthlake-kms
resource "google_healthcare_dataset" "hospital" {
  name     = "hospital"
  location = "europe-west3"
}

resource "azurerm_healthcare_dicom_service" "imaging" {
  name                          = "imaging"
  workspace_id                  = azurerm_healthcare_workspace.main.id
  # ruleid: iac.storage.terraform.healthlake-kms
  public_network_access_enabled = true
}

# ok: iac.storage.terraform.healthlake-kms
resource "awscc_healthlake_fhir_datastore" "cohort" {
  datastore_type_version = "R4"
  sse_configuration = {
    kms_encryption_config = {
      cmk_type   = "CUSTOMER_MANAGED_KMS_KEY"
      kms_key_id = aws_kms_key.records.arn
    }
  }
}

# ok: iac.storage.terraform.healthlake-kms
resource "google_healthcare_dataset" "research" {
  name     = "research"
  location = "europe-west3"

  encryption_spec {
    kms_key_name = google_kms_crypto_key.records.id
  }
}

resource "azurerm_healthcare_service" "fhir" {
  name                          = "fhir"
  # ok: iac.storage.terraform.healthlake-kms
  public_network_access_enabled = false
}
