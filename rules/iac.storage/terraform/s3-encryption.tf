# ruleid: iac.storage.terraform.s3-encryption
resource "aws_s3_bucket" "radiology_archive" {
  bucket = "ward-radiology-archive"
}

# ruleid: iac.storage.terraform.s3-encryption
resource "aws_s3_bucket" "lab_exports" {
  bucket = "ward-lab-exports"
  tags = {
    DataClassification = "PHI"
  }
}

# The configuration below belongs to another bucket.
# ruleid: iac.storage.terraform.s3-encryption
resource "aws_s3_bucket" "referral_inbox" {
  bucket        = "ward-referral-inbox"
  force_destroy = false
}

# ok: iac.storage.terraform.s3-encryption
resource "aws_s3_bucket" "discharge_letters" {
  bucket = "ward-discharge-letters"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "discharge_letters" {
  bucket = aws_s3_bucket.discharge_letters.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.records.arn
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "consents" {
  bucket = aws_s3_bucket.consents.bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.records.arn
    }
  }
}

# ok: iac.storage.terraform.s3-encryption
resource "aws_s3_bucket" "consents" {
  bucket = "ward-consents"
}

# Old provider syntax, set inside the bucket.
# ok: iac.storage.terraform.s3-encryption
resource "aws_s3_bucket" "claims" {
  bucket = "ward-claims"

  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = aws_kms_key.records.arn
      }
    }
  }
}
