resource "aws_cloudfront_distribution" "portal" {
  enabled = true

  default_cache_behavior {
    target_origin_id       = "portal"
    # ruleid: iac.network.terraform.cloudfront-apigw-tls
    viewer_protocol_policy = "allow-all"
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate
    # ruleid: iac.network.terraform.cloudfront-apigw-tls
    minimum_protocol_version = "TLSv1.1_2016"
  }
}

resource "aws_api_gateway_domain_name" "fhir" {
  domain_name     = "fhir.clinic.example"
  # ruleid: iac.network.terraform.cloudfront-apigw-tls
  security_policy = "TLS_1_0"
}

resource "aws_cloudfront_distribution" "images" {
  enabled = true

  default_cache_behavior {
    target_origin_id       = "images"
    # ok: iac.network.terraform.cloudfront-apigw-tls
    viewer_protocol_policy = "redirect-to-https"
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate
    # ok: iac.network.terraform.cloudfront-apigw-tls
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

resource "aws_api_gateway_domain_name" "orders" {
  domain_name     = "orders.clinic.example"
  # ok: iac.network.terraform.cloudfront-apigw-tls
  security_policy = "TLS_1_2"
}
