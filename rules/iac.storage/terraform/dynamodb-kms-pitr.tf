resource "aws_dynamodb_table" "appointments" {
  name     = "appointments"
  hash_key = "patient_id"

  server_side_encryption {
    # ruleid: iac.storage.terraform.dynamodb-kms-pitr
    enabled = false
  }

  point_in_time_recovery {
    # ruleid: iac.storage.terraform.dynamodb-kms-pitr
    enabled = false
  }
}

# ruleid: iac.storage.terraform.dynamodb-kms-pitr
resource "aws_dynamodb_table" "observations" {
  name         = "observations"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "observation_id"
}

resource "aws_dynamodb_table" "consents" {
  name     = "consents"
  hash_key = "consent_id"

  server_side_encryption {
    # ok: iac.storage.terraform.dynamodb-kms-pitr
    enabled     = true
    kms_key_arn = aws_kms_key.records.arn
  }

  point_in_time_recovery {
    # ok: iac.storage.terraform.dynamodb-kms-pitr
    enabled = true
  }

  ttl {
    attribute_name = "expires"
    # ok: iac.storage.terraform.dynamodb-kms-pitr
    enabled        = false
  }
}

# The lock table of Terraform's own state holds no records.
# ok: iac.storage.terraform.dynamodb-kms-pitr
resource "aws_dynamodb_table" "terraform_locks" {
  name         = "terraform-locks"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "LockID"
}
