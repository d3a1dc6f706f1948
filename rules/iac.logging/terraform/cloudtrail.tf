resource "aws_cloudtrail" "clinic" {
  name                       = "clinic"
  s3_bucket_name             = aws_s3_bucket.trail.id
  # ruleid: iac.logging.terraform.cloudtrail
  enable_log_file_validation = false
  # ruleid: iac.logging.terraform.cloudtrail
  is_multi_region_trail      = false
  kms_key_id                 = aws_kms_key.audit.arn
}

# ruleid: iac.logging.terraform.cloudtrail
resource "aws_cloudtrail" "default_values" {
  name                  = "default-values"
  s3_bucket_name        = aws_s3_bucket.trail.id
  is_multi_region_trail = true
}

resource "aws_cloudtrail" "paused" {
  name                       = "paused"
  s3_bucket_name             = aws_s3_bucket.trail.id
  enable_log_file_validation = true
  # ruleid: iac.logging.terraform.cloudtrail
  enable_logging             = false
}

# ok: iac.logging.terraform.cloudtrail
resource "aws_cloudtrail" "organization" {
  name                       = "organization"
  s3_bucket_name             = aws_s3_bucket.trail.id
  # ok: iac.logging.terraform.cloudtrail
  enable_log_file_validation = true
  # ok: iac.logging.terraform.cloudtrail
  is_multi_region_trail      = true
  kms_key_id                 = aws_kms_key.audit.arn
}

# ok: iac.logging.terraform.cloudtrail
resource "aws_cloudtrail" "variable" {
  name                       = "variable"
  s3_bucket_name             = aws_s3_bucket.trail.id
  enable_log_file_validation = var.validate
}
