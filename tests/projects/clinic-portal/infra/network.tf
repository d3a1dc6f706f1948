resource "aws_security_group" "web" {
  name        = "portal-web"
  description = "Browsers of patients and staff"
  vpc_id      = var.vpc_id

  ingress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    # near-miss: open-network
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "database" {
  name        = "portal-database"
  description = "The API and the listener"
  vpc_id      = var.vpc_id

  ingress {
    description = "PostgreSQL"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    # near-miss: open-network
    cidr_blocks = ["10.20.0.0/16"]
  }
}

resource "aws_security_group" "reporting" {
  name        = "portal-reporting"
  description = "Report tools of the clinic's managers"
  vpc_id      = var.vpc_id

  ingress {
    description = "PostgreSQL"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    # planted: open-network
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "bastion" {
  name        = "portal-bastion"
  description = "Administrators"
  vpc_id      = var.vpc_id

  ingress {
    description = "SSH"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    # planted: open-network
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description = "SSH from the office"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    # near-miss: open-network
    cidr_blocks = [var.office_cidr]
  }
}
