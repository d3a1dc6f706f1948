resource "aws_db_instance" "ehr" {
  engine                  = "postgres"
  # ruleid: iac.storage.terraform.rds-backup
  backup_retention_period = 0
}

resource "aws_rds_cluster" "scheduling" {
  engine                  = "aurora-postgresql"
  # ruleid: iac.storage.terraform.rds-backup
  backup_retention_period = 1
}

resource "aws_docdb_cluster" "fhir_store" {
  engine                  = "docdb"
  # ruleid: iac.storage.terraform.rds-backup
  backup_retention_period = 1
}

resource "aws_db_instance" "lab" {
  engine                  = "postgres"
  # ok: iac.storage.terraform.rds-backup
  backup_retention_period = 35
}

resource "aws_db_instance" "pharmacy" {
  engine                  = "postgres"
  # ok: iac.storage.terraform.rds-backup
  backup_retention_period = var.backup_days
}

# The source of a replica is the one that is backed up.
resource "aws_db_instance" "ehr_replica" {
  replicate_source_db     = aws_db_instance.ehr.identifier
  # ok: iac.storage.terraform.rds-backup
  backup_retention_period = 0
}
