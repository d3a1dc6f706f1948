resource "google_project_iam_member" "fhir_importer" {
  project = var.project
  # ruleid: iac.iam.terraform.gcp-primitive-role
  role    = "roles/editor"
  member  = "serviceAccount:${google_service_account.importer.email}"
}

resource "google_project_iam_binding" "vendor" {
  project = var.project
  # ruleid: iac.iam.terraform.gcp-primitive-role
  role    = "roles/owner"
  members = ["group:vendor@clinic.example"]
}

resource "google_folder_iam_member" "research" {
  folder = var.folder
  # ruleid: iac.iam.terraform.gcp-primitive-role
  role   = "roles/editor"
  member = "group:research@clinic.example"
}

resource "google_project_iam_member" "fhir_reader" {
  project = var.project
  # ok: iac.iam.terraform.gcp-primitive-role
  role    = "roles/healthcare.fhirResourceReader"
  member  = "serviceAccount:${google_service_account.portal.email}"
}

resource "google_project_iam_member" "viewer" {
  project = var.project
  # ok: iac.iam.terraform.gcp-primitive-role
  role    = "roles/logging.viewer"
  member  = "group:support@clinic.example"
}

resource "google_project_iam_member" "configured" {
  project = var.project
  # ok: iac.iam.terraform.gcp-primitive-role
  role    = var.role
  member  = "group:support@clinic.example"
}
