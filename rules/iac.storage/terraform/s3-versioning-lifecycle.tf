resource "aws_s3_bucket_versioning" "records" {
  bucket = aws_s3_bucket.records.id

  versioning_configuration {
    # ruleid: iac.storage.terraform.s3-versioning-lifecycle
    status = "Suspended"
  }
}

resource "aws_s3_bucket_versioning" "claims" {
  bucket = aws_s3_bucket.claims.id

  versioning_configuration {
    mfa_delete = "Disabled"
    # ruleid: iac.storage.terraform.s3-versioning-lifecycle
    status     = "Disabled"
  }
}

resource "aws_s3_bucket" "pathology" {
  bucket = "clinic-pathology"

  versioning {
    # ruleid: iac.storage.terraform.s3-versioning-lifecycle
    enabled = false
  }
}

resource "aws_s3_bucket_versioning" "imaging" {
  bucket = aws_s3_bucket.imaging.id

  versioning_configuration {
    # ok: iac.storage.terraform.s3-versioning-lifecycle
    status     = "Enabled"
    # ok: iac.storage.terraform.s3-versioning-lifecycle
    mfa_delete = "Disabled"
  }
}

resource "aws_s3_bucket" "consents" {
  bucket = "clinic-consents"

  versioning {
    # ok: iac.storage.terraform.s3-versioning-lifecycle
    enabled = true
  }

  lifecycle_rule {
    # ok: iac.storage.terraform.s3-versioning-lifecycle
    enabled = false
  }
}
