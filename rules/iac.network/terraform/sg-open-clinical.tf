resource "aws_security_group" "integration_engine" {
  name = "one"

  # ruleid: iac.network.terraform.sg-open-clinical
  ingress {
    description = "Open to everyone"
    from_port   = 2575
    to_port     = 2575
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  # ruleid: iac.network.terraform.sg-open-clinical
  ingress {
    from_port        = 11110
    to_port          = 11115
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
  }

  # ok: iac.network.terraform.sg-open-clinical
  ingress {
    from_port   = 2575
    to_port     = 2575
    protocol    = "tcp"
    cidr_blocks = ["10.20.0.0/16"]
  }

  # ok: iac.network.terraform.sg-open-clinical
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  # ok: iac.network.terraform.sg-open-clinical
  egress {
    from_port   = 2575
    to_port     = 2575
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# ruleid: iac.network.terraform.sg-open-clinical
resource "aws_security_group_rule" "inbound" {
  type              = "ingress"
  security_group_id = aws_security_group.integration_engine.id
  from_port         = 104
  to_port           = 104
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8", "0.0.0.0/0"]
}

# ok: iac.network.terraform.sg-open-clinical
resource "aws_security_group_rule" "outbound" {
  type              = "egress"
  security_group_id = aws_security_group.integration_engine.id
  from_port         = 104
  to_port           = 104
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
}

# ruleid: iac.network.terraform.sg-open-clinical
resource "aws_vpc_security_group_ingress_rule" "any" {
  security_group_id = aws_security_group.integration_engine.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
}

# ok: iac.network.terraform.sg-open-clinical
resource "aws_vpc_security_group_ingress_rule" "vpn" {
  security_group_id = aws_security_group.integration_engine.id
  cidr_ipv4         = "10.20.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
}

# ok: iac.network.terraform.sg-open-clinical
resource "aws_vpc_security_group_ingress_rule" "peer" {
  security_group_id            = aws_security_group.integration_engine.id
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 4242
  to_port                      = 4242
}
