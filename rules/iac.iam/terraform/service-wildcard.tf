data "aws_iam_policy_document" "exporter" {
  # ruleid: iac.iam.terraform.service-wildcard
  statement {
    actions   = ["logs:PutLogEvents", "s3:*"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "decrypt" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # ruleid: iac.iam.terraform.service-wildcard
      {
        Effect   = "Allow"
        Action   = ["kms:*"]
        Resource = "*"
      }
    ]
  })
}

resource "aws_iam_role_policy" "fhir_sync" {
  role   = aws_iam_role.fhir_sync.id
  policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [
        # ruleid: iac.iam.terraform.service-wildcard
        {
          "Effect": "Allow",
          "Action": ["sqs:SendMessage", "dynamodb:*"],
          "Resource": "*"
        }
      ]
    }
  EOF
}

data "aws_iam_policy_document" "narrow" {
  # All actions, but on one bucket.
  # ok: iac.iam.terraform.service-wildcard
  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.scratch.arn]
  }

  # ok: iac.iam.terraform.service-wildcard
  statement {
    actions   = ["s3:ListAllMyBuckets", "ec2:Describe*"]
    resources = ["*"]
  }
}

# In a key policy "*" means this key; the account root is the documented default.
data "aws_iam_policy_document" "key" {
  # ok: iac.iam.terraform.service-wildcard
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.account}:root"]
    }
  }
}

resource "aws_iam_policy" "guardrail" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # ok: iac.iam.terraform.service-wildcard
      {
        Effect   = "Deny"
        Action   = "organizations:*"
        Resource = "*"
      }
    ]
  })
}
