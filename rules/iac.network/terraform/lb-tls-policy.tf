resource "aws_lb_listener" "portal" {
  load_balancer_arn = aws_lb.portal.arn
  port              = 443
  protocol          = "HTTPS"
  # ruleid: iac.network.terraform.lb-tls-policy
  ssl_policy        = "ELBSecurityPolicy-2016-08"
}

resource "aws_lb_listener" "fhir" {
  load_balancer_arn = aws_lb.fhir.arn
  port              = 443
  protocol          = "HTTPS"
  # ruleid: iac.network.terraform.lb-tls-policy
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-0-2021-06"
}

resource "aws_alb_listener" "api" {
  load_balancer_arn = aws_alb.api.arn
  port              = 443
  protocol          = "HTTPS"
  # ruleid: iac.network.terraform.lb-tls-policy
  ssl_policy        = "ELBSecurityPolicy-TLS-1-1-2017-01"
}

resource "aws_lb_listener" "good" {
  load_balancer_arn = aws_lb.portal.arn
  port              = 443
  protocol          = "HTTPS"
  # ok: iac.network.terraform.lb-tls-policy
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}

resource "aws_lb_listener" "forward_secret" {
  load_balancer_arn = aws_lb.portal.arn
  port              = 8443
  protocol          = "HTTPS"
  # ok: iac.network.terraform.lb-tls-policy
  ssl_policy        = "ELBSecurityPolicy-FS-1-2-Res-2020-10"
}

resource "aws_lb_listener" "variable" {
  load_balancer_arn = aws_lb.portal.arn
  port              = 9443
  protocol          = "HTTPS"
  # ok: iac.network.terraform.lb-tls-policy
  ssl_policy        = var.ssl_policy
}
