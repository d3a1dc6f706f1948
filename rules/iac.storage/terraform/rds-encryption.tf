resource "aws_db_instance" "ehr" {
  identifier        = "ehr-primary"
  engine            = "postgres"
  instance_class    = "db.r6g.large"
  allocated_storage = 200
  # ruleid: iac.storage.terraform.rds-encryption
  storage_encrypted = false
}

# ruleid: iac.storage.terraform.rds-encryption
resource "aws_rds_cluster" "scheduling" {
  cluster_identifier          = "scheduling"
  engine                      = "aurora-postgresql"
  manage_master_user_password = true
}

# ruleid: iac.storage.terraform.rds-encryption
resource "aws_docdb_cluster" "fhir_store" {
  cluster_identifier = "fhir-store"
  engine             = "docdb"
}

resource "aws_redshift_cluster" "outcomes" {
  cluster_identifier = "outcomes"
  node_type          = "ra3.xlplus"
  # ruleid: iac.storage.terraform.rds-encryption
  encrypted          = false
}

resource "aws_db_instance" "lab" {
  identifier        = "lab"
  engine            = "postgres"
  # ok: iac.storage.terraform.rds-encryption
  storage_encrypted = true
  kms_key_id        = aws_kms_key.records.arn
}

# A replica takes over the encryption of its source.
# ok: iac.storage.terraform.rds-encryption
resource "aws_db_instance" "ehr_replica" {
  identifier          = "ehr-replica"
  replicate_source_db = aws_db_instance.ehr.identifier
  instance_class      = "db.r6g.large"
}

# A restore takes over the encryption of the snapshot.
# ok: iac.storage.terraform.rds-encryption
resource "aws_rds_cluster" "restored" {
  cluster_identifier  = "scheduling-restored"
  engine              = "aurora-postgresql"
  snapshot_identifier = var.snapshot
}

# ok: iac.storage.terraform.rds-encryption
resource "aws_neptune_cluster" "care_graph" {
  cluster_identifier = "care-graph"
  storage_encrypted  = var.encrypt
}
