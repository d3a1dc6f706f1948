resource "azurerm_mssql_firewall_rule" "everyone" {
  name             = "everyone"
  server_id        = azurerm_mssql_server.ehr.id
  # ruleid: iac.network.terraform.azure-sql-firewall
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}

resource "azurerm_mssql_firewall_rule" "azure_services" {
  name             = "AllowAzureServices"
  server_id        = azurerm_mssql_server.ehr.id
  # ruleid: iac.network.terraform.azure-sql-firewall
  start_ip_address = "0.0.0.0"
  end_ip_address   = "0.0.0.0"
}

resource "azurerm_postgresql_flexible_server_firewall_rule" "trial" {
  name             = "trial"
  server_id        = azurerm_postgresql_flexible_server.lab.id
  # ruleid: iac.network.terraform.azure-sql-firewall
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}

resource "azurerm_mssql_firewall_rule" "office" {
  name             = "office"
  server_id        = azurerm_mssql_server.ehr.id
  # ok: iac.network.terraform.azure-sql-firewall
  start_ip_address = "203.0.113.16"
  # ok: iac.network.terraform.azure-sql-firewall
  end_ip_address   = "203.0.113.31"
}

resource "azurerm_mssql_firewall_rule" "variable" {
  name             = "variable"
  server_id        = azurerm_mssql_server.ehr.id
  # ok: iac.network.terraform.azure-sql-firewall
  start_ip_address = var.start
  end_ip_address   = var.end
}

resource "example_address_pool" "wards" {
  # ok: iac.network.terraform.azure-sql-firewall
  start_ip_address = "0.0.0.0"
}
