resource "aws_ebs_volume" "pacs_cache" {
  availability_zone = "eu-central-1a"
  size              = 500
  # ruleid: iac.storage.terraform.ebs-efs-fsx
  encrypted         = false
}

# ruleid: iac.storage.terraform.ebs-efs-fsx
resource "aws_ebs_volume" "hl7_spool" {
  availability_zone = "eu-central-1a"
  size              = 40
}

# ruleid: iac.storage.terraform.ebs-efs-fsx
resource "aws_efs_file_system" "dictation" {
  creation_token = "dictation"
}

resource "aws_instance" "mirth" {
  ami           = var.ami
  instance_type = "m6i.large"

  root_block_device {
    # ruleid: iac.storage.terraform.ebs-efs-fsx
    encrypted = false
  }
}

resource "aws_ebs_volume" "archive" {
  availability_zone = "eu-central-1a"
  size              = 500
  # ok: iac.storage.terraform.ebs-efs-fsx
  encrypted         = true
  kms_key_id        = aws_kms_key.records.arn
}

# ok: iac.storage.terraform.ebs-efs-fsx
resource "aws_efs_file_system" "scans" {
  creation_token = "scans"
  encrypted      = var.encrypt
}

# A volume from a snapshot takes over its encryption.
# ok: iac.storage.terraform.ebs-efs-fsx
resource "aws_ebs_volume" "restored" {
  availability_zone = "eu-central-1a"
  snapshot_id       = var.snapshot
}

resource "example_queue" "events" {
  # ok: iac.storage.terraform.ebs-efs-fsx
  encrypted = false
}
