# ruleid: iac.network.terraform.azure-nsg-open
resource "azurerm_network_security_rule" "rdp" {
  name                        = "rdp"
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_range      = "3389"
  source_address_prefix       = "*"
  destination_address_prefix  = "*"
  network_security_group_name = azurerm_network_security_group.ward.name
}

resource "azurerm_network_security_group" "ward" {
  name = "ward"

  # ruleid: iac.network.terraform.azure-nsg-open
  security_rule {
    name                   = "mllp"
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "Tcp"
    destination_port_range = "2575-2576"
    source_address_prefix  = "Internet"
  }

  # ruleid: iac.network.terraform.azure-nsg-open
  security_rule {
    name                   = "all"
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "*"
    destination_port_range = "*"
    source_address_prefix  = "0.0.0.0/0"
  }

  # ok: iac.network.terraform.azure-nsg-open
  security_rule {
    name                   = "portal"
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "Tcp"
    destination_port_range = "443"
    source_address_prefix  = "Internet"
  }

  # ok: iac.network.terraform.azure-nsg-open
  security_rule {
    name                   = "deny-all"
    direction              = "Inbound"
    access                 = "Deny"
    protocol               = "*"
    destination_port_range = "*"
    source_address_prefix  = "*"
  }

  # ok: iac.network.terraform.azure-nsg-open
  security_rule {
    name                   = "sql-from-app"
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "Tcp"
    destination_port_range = "1433"
    source_address_prefix  = "10.30.4.0/24"
  }

  # ok: iac.network.terraform.azure-nsg-open
  security_rule {
    name                   = "out"
    direction              = "Outbound"
    access                 = "Allow"
    protocol               = "*"
    destination_port_range = "*"
    source_address_prefix  = "*"
  }
}
