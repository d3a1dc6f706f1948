resource "aws_kms_key" "portal" {
  description             = "Encrypts the portal's documents and databases"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "portal" {
  name          = "alias/clinic-portal"
  target_key_id = aws_kms_key.portal.key_id
}
