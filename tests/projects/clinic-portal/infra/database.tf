resource "aws_db_instance" "portal" {
  identifier        = "clinic-portal"
  engine            = "postgres"
  engine_version    = "17.6"
  instance_class    = "db.t4g.medium"
  allocated_storage = 100
  username          = "portal_owner"
  # near-miss: hardcoded-secret
  password = var.database_password
  # near-miss: unencrypted-storage
  storage_encrypted       = true
  kms_key_id              = aws_kms_key.portal.arn
  backup_retention_period = 35
  deletion_protection     = true
  multi_az                = true
  # near-miss: open-network
  publicly_accessible    = false
  vpc_security_group_ids = [aws_security_group.database.id]
}

resource "aws_db_instance" "reporting" {
  identifier        = "clinic-portal-reporting"
  engine            = "postgres"
  engine_version    = "17.6"
  instance_class    = "db.t4g.small"
  allocated_storage = 50
  username          = "reporting_owner"
  # planted: hardcoded-secret
  password = "thistle-ledger-88-otter"
  # planted: unencrypted-storage
  storage_encrypted       = false
  backup_retention_period = 35
  deletion_protection     = true
  multi_az                = true
  # planted: open-network
  publicly_accessible    = true
  vpc_security_group_ids = [aws_security_group.reporting.id]
}
