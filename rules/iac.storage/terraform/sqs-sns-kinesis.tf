resource "aws_sqs_queue" "hl7_inbound" {
  name                    = "hl7-inbound"
  # ruleid: iac.storage.terraform.sqs-sns-kinesis
  sqs_managed_sse_enabled = false
}

resource "aws_kinesis_stream" "vitals" {
  name            = "bedside-vitals"
  shard_count     = 2
  # ruleid: iac.storage.terraform.sqs-sns-kinesis
  encryption_type = "NONE"
}

# ruleid: iac.storage.terraform.sqs-sns-kinesis
resource "aws_kinesis_stream" "telemetry" {
  name        = "device-telemetry"
  shard_count = 1
}

# ruleid: iac.storage.terraform.sqs-sns-kinesis
resource "aws_sns_topic" "critical_results" {
  name = "critical-results"
}

# SQS encrypts with its own key unless told otherwise.
# ok: iac.storage.terraform.sqs-sns-kinesis
resource "aws_sqs_queue" "referrals" {
  name = "referrals"
}

resource "aws_sqs_queue" "orders" {
  name                    = "orders"
  kms_master_key_id       = aws_kms_key.messages.id
  # ok: iac.storage.terraform.sqs-sns-kinesis
  sqs_managed_sse_enabled = false
}

# ok: iac.storage.terraform.sqs-sns-kinesis
resource "aws_sns_topic" "admissions" {
  name              = "admissions"
  kms_master_key_id = aws_kms_key.messages.id
}

# ok: iac.storage.terraform.sqs-sns-kinesis
resource "aws_kinesis_stream" "alarms" {
  name            = "alarms"
  encryption_type = "KMS"
  kms_key_id      = aws_kms_key.messages.id
}
