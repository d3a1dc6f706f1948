resource "google_storage_bucket_iam_member" "imaging" {
  bucket = google_storage_bucket.imaging.name
  role   = "roles/storage.objectViewer"
  # ruleid: iac.storage.terraform.gcs-public
  member = "allUsers"
}

resource "google_storage_bucket_iam_binding" "exports" {
  bucket  = google_storage_bucket.exports.name
  role    = "roles/storage.objectViewer"
  # ruleid: iac.storage.terraform.gcs-public
  members = ["group:etl@clinic.example", "allAuthenticatedUsers"]
}

resource "google_healthcare_fhir_store_iam_member" "fhir" {
  fhir_store_id = google_healthcare_fhir_store.main.id
  role          = "roles/healthcare.fhirResourceReader"
  # ruleid: iac.storage.terraform.gcs-public
  member        = "allAuthenticatedUsers"
}

resource "google_storage_bucket_iam_member" "etl" {
  bucket = google_storage_bucket.imaging.name
  role   = "roles/storage.objectViewer"
  # ok: iac.storage.terraform.gcs-public
  member = "serviceAccount:${google_service_account.etl.email}"
}

resource "google_storage_bucket_iam_binding" "archive" {
  bucket  = google_storage_bucket.archive.name
  role    = "roles/storage.objectViewer"
  # ok: iac.storage.terraform.gcs-public
  members = ["group:radiology@clinic.example"]
}

# A public web front end without data of its own.
resource "google_cloud_run_service_iam_member" "portal" {
  service = google_cloud_run_service.portal.name
  role    = "roles/run.invoker"
  # ok: iac.storage.terraform.gcs-public
  member  = "allUsers"
}
