# ruleid: iac.logging.terraform.log-retention
resource "aws_cloudwatch_log_group" "ehr_audit" {
  name              = "/ehr/audit"
  retention_in_days = 90
}

# ruleid: iac.logging.terraform.log-retention
resource "aws_cloudwatch_log_group" "trail" {
  name              = "aws-cloudtrail-logs"
  retention_in_days = 365
}

# ruleid: iac.logging.terraform.log-retention
resource "aws_cloudwatch_log_group" "emergency" {
  retention_in_days = 30
  name              = "/ehr/break-glass"
}

# ok: iac.logging.terraform.log-retention
resource "aws_cloudwatch_log_group" "ehr_audit_long" {
  name              = "/ehr/audit-archive"
  retention_in_days = 2192
}

# Zero means that the group is never emptied.
# ok: iac.logging.terraform.log-retention
resource "aws_cloudwatch_log_group" "disclosures" {
  name              = "/ehr/disclosures"
  retention_in_days = 0
}

# Debugging output is no evidence.
# ok: iac.logging.terraform.log-retention
resource "aws_cloudwatch_log_group" "build" {
  name              = "/codebuild/portal"
  retention_in_days = 14
}
