data "aws_iam_policy_document" "integration_engine" {
  # ruleid: iac.iam.terraform.admin-wildcard
  statement {
    sid       = "All"
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "reporting" {
  name = "reporting"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # ruleid: iac.iam.terraform.admin-wildcard
      {
        Effect   = "Allow"
        Action   = "*"
        Resource = "*"
      }
    ]
  })
}

resource "aws_iam_role_policy" "etl" {
  role   = aws_iam_role.etl.id
  policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [
        # ruleid: iac.iam.terraform.admin-wildcard
        {
          "Effect": "Allow",
          "Resource": ["*"],
          "Action": ["*"]
        }
      ]
    }
  EOF
}

resource "aws_iam_role_policy_attachment" "pacs_gateway" {
  role       = aws_iam_role.pacs_gateway.name
  # ruleid: iac.iam.terraform.admin-wildcard
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

data "aws_iam_policy_document" "archive_reader" {
  # ok: iac.iam.terraform.admin-wildcard
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.archive.arn}/*"]
  }

  # ok: iac.iam.terraform.admin-wildcard
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]
  }

  # A condition narrows what the wildcard means; other rules look at it.
  # ok: iac.iam.terraform.admin-wildcard
  statement {
    actions   = ["*"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/team"
      values   = ["radiology"]
    }
  }
}

resource "aws_iam_policy" "deny_unencrypted" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # ok: iac.iam.terraform.admin-wildcard
      {
        Effect   = "Deny"
        Action   = "*"
        Resource = "*"
      },
      # ok: iac.iam.terraform.admin-wildcard
      {
        Effect   = "Allow"
        Action   = "cloudwatch:PutMetricData"
        Resource = "*"
      }
    ]
  })
}

resource "aws_iam_role_policy_attachment" "auditor" {
  role       = aws_iam_role.auditor.name
  # ok: iac.iam.terraform.admin-wildcard
  policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
}
