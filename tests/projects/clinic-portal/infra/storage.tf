resource "aws_s3_bucket" "documents" {
  bucket = "clinic-portal-documents"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "documents" {
  bucket = aws_s3_bucket.documents.id

  rule {
    apply_server_side_encryption_by_default {
      # near-miss: unencrypted-storage
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.portal.arn
    }
    bucket_key_enabled = true
  }
}

resource "aws_s3_bucket_versioning" "documents" {
  bucket = aws_s3_bucket.documents.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "documents" {
  bucket                  = aws_s3_bucket.documents.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_ebs_volume" "spool" {
  availability_zone = "${var.region}a"
  size              = 50
  # planted: unencrypted-storage
  encrypted = false
}

resource "aws_ebs_volume" "audit" {
  availability_zone = "${var.region}a"
  size              = 100
  kms_key_id        = aws_kms_key.portal.arn
  # near-miss: unencrypted-storage
  encrypted = true
}
