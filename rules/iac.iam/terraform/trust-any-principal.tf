resource "aws_iam_role" "partner_lab" {
  name = "partner-lab"
  # ruleid: iac.iam.terraform.trust-any-principal
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_s3_bucket_policy" "referrals" {
  bucket = aws_s3_bucket.referrals.id
  # ruleid: iac.iam.terraform.trust-any-principal
  policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": "*",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::clinic-referrals/*"
        }
      ]
    }
  EOF
}

data "aws_iam_policy_document" "queue" {
  # ruleid: iac.iam.terraform.trust-any-principal
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.orders.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }

  # ok: iac.iam.terraform.trust-any-principal
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.orders.arn]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = [var.organization]
    }
  }
}

resource "aws_iam_role" "task" {
  name = "task"
  # ok: iac.iam.terraform.trust-any-principal
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

# Refusing everybody who comes without TLS is what a bucket policy should do.
resource "aws_s3_bucket_policy" "tls_only" {
  bucket = aws_s3_bucket.records.id
  # ok: iac.iam.terraform.trust-any-principal
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "${aws_s3_bucket.records.arn}/*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
