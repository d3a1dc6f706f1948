resource "aws_s3_bucket" "patient_portal_assets" {
  bucket = "clinic-portal-assets"
  # ruleid: iac.storage.terraform.s3-public
  acl    = "public-read"
}

resource "aws_s3_bucket_acl" "imaging" {
  bucket = aws_s3_bucket.imaging.id
  # ruleid: iac.storage.terraform.s3-public
  acl    = "public-read-write"
}

resource "aws_s3_object" "discharge_template" {
  bucket = aws_s3_bucket.templates.id
  key    = "discharge.docx"
  # ruleid: iac.storage.terraform.s3-public
  acl    = "authenticated-read"
}

resource "aws_s3_bucket_acl" "records" {
  bucket = aws_s3_bucket.records.id
  # ok: iac.storage.terraform.s3-public
  acl    = "private"
}

resource "aws_s3_bucket_acl" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id
  # ok: iac.storage.terraform.s3-public
  acl    = "log-delivery-write"
}

resource "aws_s3_bucket_acl" "from_variable" {
  bucket = aws_s3_bucket.reports.id
  # ok: iac.storage.terraform.s3-public
  acl    = var.bucket_acl
}

resource "example_dashboard" "kiosk" {
  # ok: iac.storage.terraform.s3-public
  acl = "public-read"
}
