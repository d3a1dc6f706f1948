resource "aws_db_instance" "ehr" {
  engine              = "postgres"
  storage_encrypted   = true
  # ruleid: iac.storage.terraform.rds-public
  publicly_accessible = true
}

resource "aws_rds_cluster_instance" "scheduling" {
  cluster_identifier  = aws_rds_cluster.scheduling.id
  # ruleid: iac.storage.terraform.rds-public
  publicly_accessible = true
}

resource "aws_redshift_cluster" "outcomes" {
  cluster_identifier  = "outcomes"
  # ruleid: iac.storage.terraform.rds-public
  publicly_accessible = true
}

resource "aws_db_instance" "lab" {
  engine              = "postgres"
  # ok: iac.storage.terraform.rds-public
  publicly_accessible = false
}

resource "aws_db_instance" "billing" {
  engine              = "postgres"
  # ok: iac.storage.terraform.rds-public
  publicly_accessible = var.public
}

module "status_page" {
  source              = "./modules/status-page"
  # ok: iac.storage.terraform.rds-public
  publicly_accessible = true
}
