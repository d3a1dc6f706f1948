resource "aws_security_group" "viewer" {
  name = "dicom-viewer"

  # ruleid: iac.network.terraform.sg-open-all
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  # Outbound traffic is another question.
  # ok: iac.network.terraform.sg-open-all
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# ruleid: iac.network.terraform.sg-open-all
resource "aws_security_group_rule" "everything" {
  type              = "ingress"
  security_group_id = aws_security_group.viewer.id
  from_port         = 0
  to_port           = 65535
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
}

# ruleid: iac.network.terraform.sg-open-all
resource "aws_vpc_security_group_ingress_rule" "everything" {
  security_group_id = aws_security_group.viewer.id
  cidr_ipv6         = "::/0"
  ip_protocol       = "-1"
}

# ok: iac.network.terraform.sg-open-all
resource "aws_security_group_rule" "everything_out" {
  type              = "egress"
  security_group_id = aws_security_group.viewer.id
  from_port         = 0
  to_port           = 0
  protocol          = "-1"
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group" "cluster" {
  name = "cluster"

  # Members of the group may talk to each other.
  # ok: iac.network.terraform.sg-open-all
  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = true
  }

  # ok: iac.network.terraform.sg-open-all
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# ok: iac.network.terraform.sg-open-all
resource "aws_vpc_security_group_ingress_rule" "from_vpn" {
  security_group_id = aws_security_group.viewer.id
  cidr_ipv4         = "10.20.0.0/16"
  ip_protocol       = "-1"
}
