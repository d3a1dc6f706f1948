resource "google_sql_database_instance" "ehr" {
  name             = "ehr"
  database_version = "POSTGRES_16"

  settings {
    tier = "db-custom-4-15360"

    ip_configuration {
      # ruleid: iac.storage.terraform.gcp-sql
      require_ssl = false

      authorized_networks {
        name  = "anywhere"
        # ruleid: iac.storage.terraform.gcp-sql
        value = "0.0.0.0/0"
      }
    }

    backup_configuration {
      # ruleid: iac.storage.terraform.gcp-sql
      enabled = false
    }
  }
}

resource "google_sql_database_instance" "lab" {
  name = "lab"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      # ruleid: iac.storage.terraform.gcp-sql
      ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
    }
  }
}

resource "google_sql_database_instance" "claims" {
  name = "claims"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      ipv4_enabled = false
      # ok: iac.storage.terraform.gcp-sql
      ssl_mode     = "ENCRYPTED_ONLY"
      # ok: iac.storage.terraform.gcp-sql
      require_ssl  = false
    }

    backup_configuration {
      # ok: iac.storage.terraform.gcp-sql
      enabled = true
    }

    insights_config {
      query_insights_enabled = false
    }
  }
}

resource "google_sql_database_instance" "research" {
  name = "research"

  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      # ok: iac.storage.terraform.gcp-sql
      require_ssl = true

      authorized_networks {
        name  = "office"
        # ok: iac.storage.terraform.gcp-sql
        value = "203.0.113.0/28"
      }
    }
  }
}
