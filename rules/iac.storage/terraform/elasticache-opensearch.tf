resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "portal-sessions"
  description                = "Patient portal sessions"
  at_rest_encryption_enabled = true
  # ruleid: iac.storage.terraform.elasticache-opensearch
  transit_encryption_enabled = false
}

# ruleid: iac.storage.terraform.elasticache-opensearch
resource "aws_elasticache_replication_group" "worklist" {
  replication_group_id       = "worklist"
  description                = "Radiology worklist"
  at_rest_encryption_enabled = true
}

resource "aws_opensearch_domain" "notes" {
  domain_name = "clinical-notes"

  encrypt_at_rest {
    # ruleid: iac.storage.terraform.elasticache-opensearch
    enabled = false
  }

  domain_endpoint_options {
    # ruleid: iac.storage.terraform.elasticache-opensearch
    enforce_https = false
  }
}

# ruleid: iac.storage.terraform.elasticache-opensearch
resource "aws_opensearch_domain" "audit" {
  domain_name = "audit"
}

resource "aws_elasticache_replication_group" "tokens" {
  replication_group_id       = "tokens"
  description                = "Access tokens"
  # ok: iac.storage.terraform.elasticache-opensearch
  at_rest_encryption_enabled = true
  # ok: iac.storage.terraform.elasticache-opensearch
  transit_encryption_enabled = true
}

# ok: iac.storage.terraform.elasticache-opensearch
resource "aws_opensearch_domain" "terminology" {
  domain_name = "terminology"

  encrypt_at_rest {
    # ok: iac.storage.terraform.elasticache-opensearch
    enabled = true
  }

  node_to_node_encryption {
    enabled = true
  }

  domain_endpoint_options {
    enforce_https = true
  }

  auto_tune_options {
    desired_state = "DISABLED"
  }

  cluster_config {
    zone_awareness_enabled = false
  }
}

# ok: iac.storage.terraform.elasticache-opensearch
resource "aws_elasticache_replication_group" "secondary" {
  replication_group_id        = "secondary"
  description                 = "Takes over the settings of the global group"
  global_replication_group_id = aws_elasticache_global_replication_group.main.global_replication_group_id
}
