# ruleid: iac.logging.terraform.log-encryption-access
resource "aws_cloudtrail" "clinic" {
  name                       = "clinic"
  s3_bucket_name             = aws_s3_bucket.trail.id
  enable_log_file_validation = true
}

# ruleid: iac.logging.terraform.log-encryption-access
resource "aws_cloudwatch_log_group" "audit" {
  name              = "/ehr/audit"
  retention_in_days = 2192
}

# ruleid: iac.logging.terraform.log-encryption-access
resource "aws_cloudwatch_log_group" "interface_engine" {
  name = "/mirth/channels"
}

# ok: iac.logging.terraform.log-encryption-access
resource "aws_cloudtrail" "organization" {
  name           = "organization"
  s3_bucket_name = aws_s3_bucket.trail.id
  kms_key_id     = aws_kms_key.audit.arn
}

# ok: iac.logging.terraform.log-encryption-access
resource "aws_cloudwatch_log_group" "portal" {
  name       = "/portal"
  kms_key_id = aws_kms_key.logs.arn
}

# ok: iac.logging.terraform.log-encryption-access
resource "aws_cloudwatch_log_stream" "portal" {
  name           = "portal"
  log_group_name = aws_cloudwatch_log_group.portal.name
}
