resource "aws_security_group" "ehr_database" {
  name = "one"

  # ruleid: iac.network.terraform.sg-open-db
  ingress {
    description = "Open to everyone"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  # ruleid: iac.network.terraform.sg-open-db
  ingress {
    from_port        = 3300
    to_port          = 3310
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
  }

  # ok: iac.network.terraform.sg-open-db
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["10.20.0.0/16"]
  }

  # ok: iac.network.terraform.sg-open-db
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  # ok: iac.network.terraform.sg-open-db
  egress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# ruleid: iac.network.terraform.sg-open-db
resource "aws_security_group_rule" "inbound" {
  type              = "ingress"
  security_group_id = aws_security_group.ehr_database.id
  from_port         = 1433
  to_port           = 1433
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8", "0.0.0.0/0"]
}

# ok: iac.network.terraform.sg-open-db
resource "aws_security_group_rule" "outbound" {
  type              = "egress"
  security_group_id = aws_security_group.ehr_database.id
  from_port         = 1433
  to_port           = 1433
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
}

# ruleid: iac.network.terraform.sg-open-db
resource "aws_vpc_security_group_ingress_rule" "any" {
  security_group_id = aws_security_group.ehr_database.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 27017
  to_port           = 27017
}

# ok: iac.network.terraform.sg-open-db
resource "aws_vpc_security_group_ingress_rule" "vpn" {
  security_group_id = aws_security_group.ehr_database.id
  cidr_ipv4         = "10.20.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 27017
  to_port           = 27017
}

# ok: iac.network.terraform.sg-open-db
resource "aws_vpc_security_group_ingress_rule" "peer" {
  security_group_id            = aws_security_group.ehr_database.id
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 27017
  to_port                      = 27017
}
