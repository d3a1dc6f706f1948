resource "google_storage_bucket" "imaging" {
  name                        = "clinic-imaging"
  location                    = "EU"
  # ruleid: iac.storage.terraform.gcs-uniform-access
  uniform_bucket_level_access = false
}

resource "google_storage_bucket" "letters" {
  name                        = "clinic-letters"
  location                    = "EU"
  uniform_bucket_level_access = true
  # ruleid: iac.storage.terraform.gcs-uniform-access
  public_access_prevention    = "inherited"
}

resource "google_storage_bucket" "both" {
  name                        = "clinic-both"
  location                    = "EU"
  # ruleid: iac.storage.terraform.gcs-uniform-access
  uniform_bucket_level_access = false
  # ruleid: iac.storage.terraform.gcs-uniform-access
  public_access_prevention    = "inherited"
}

resource "google_storage_bucket" "records" {
  name                        = "clinic-records"
  location                    = "EU"
  # ok: iac.storage.terraform.gcs-uniform-access
  uniform_bucket_level_access = true
  # ok: iac.storage.terraform.gcs-uniform-access
  public_access_prevention    = "enforced"
}

resource "google_storage_bucket" "variable" {
  name                        = "clinic-variable"
  location                    = "EU"
  # ok: iac.storage.terraform.gcs-uniform-access
  uniform_bucket_level_access = var.uniform
}
