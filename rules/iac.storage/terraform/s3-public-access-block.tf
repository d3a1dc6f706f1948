resource "aws_s3_bucket_public_access_block" "imaging" {
  bucket = aws_s3_bucket.imaging.id

  # ruleid: iac.storage.terraform.s3-public-access-block
  block_public_acls       = false
  block_public_policy     = true
  ignore_public_acls      = true
  # ruleid: iac.storage.terraform.s3-public-access-block
  restrict_public_buckets = false
}

resource "aws_s3_account_public_access_block" "clinic" {
  # ruleid: iac.storage.terraform.s3-public-access-block
  block_public_policy = false
}

resource "aws_s3_bucket_public_access_block" "records" {
  bucket = aws_s3_bucket.records.id

  # ok: iac.storage.terraform.s3-public-access-block
  block_public_acls       = true
  # ok: iac.storage.terraform.s3-public-access-block
  block_public_policy     = true
  # ok: iac.storage.terraform.s3-public-access-block
  ignore_public_acls      = var.ignore_public_acls
  restrict_public_buckets = true
}

module "archive" {
  source = "./modules/archive"
  # ok: iac.storage.terraform.s3-public-access-block
  block_public_acls = false
}
