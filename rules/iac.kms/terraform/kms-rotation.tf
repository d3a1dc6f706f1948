resource "aws_kms_key" "records" {
  description         = "Patient records"
  # ruleid: iac.kms.terraform.kms-rotation
  enable_key_rotation = false
}

# ruleid: iac.kms.terraform.kms-rotation
resource "aws_kms_key" "imaging" {
  description             = "Imaging archive"
  deletion_window_in_days = 30
}

# ruleid: iac.kms.terraform.kms-rotation
resource "google_kms_crypto_key" "fhir" {
  name     = "fhir"
  key_ring = google_kms_key_ring.clinic.id
}

# ok: iac.kms.terraform.kms-rotation
resource "aws_kms_key" "audit" {
  description         = "Audit logs"
  enable_key_rotation = true
}

# Asymmetric and MAC keys cannot be rotated by the service.
# ok: iac.kms.terraform.kms-rotation
resource "aws_kms_key" "signing" {
  description              = "Signs discharge letters"
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
}

resource "aws_kms_key" "pseudonyms" {
  description              = "Pseudonyms for research"
  customer_master_key_spec = "HMAC_256"
  key_usage                = "GENERATE_VERIFY_MAC"
  # ok: iac.kms.terraform.kms-rotation
  enable_key_rotation      = false
}

# ok: iac.kms.terraform.kms-rotation
resource "google_kms_crypto_key" "claims" {
  name            = "claims"
  key_ring        = google_kms_key_ring.clinic.id
  rotation_period = "7776000s"
}

# ok: iac.kms.terraform.kms-rotation
resource "google_kms_crypto_key" "tokens" {
  name     = "tokens"
  key_ring = google_kms_key_ring.clinic.id
  purpose  = "ASYMMETRIC_SIGN"
}
