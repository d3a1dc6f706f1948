resource "aws_lb_listener" "portal" {
  load_balancer_arn = aws_lb.portal.arn
  port              = 80
  # ruleid: iac.network.terraform.lb-http
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.portal.arn
  }
}

resource "aws_alb_listener" "api" {
  load_balancer_arn = aws_alb.api.arn
  port              = "8080"
  # ruleid: iac.network.terraform.lb-http
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api.arn
  }
}

resource "aws_elb" "legacy" {
  name = "legacy"

  listener {
    instance_port     = 8080
    instance_protocol = "http"
    lb_port           = 80
    # ruleid: iac.network.terraform.lb-http
    lb_protocol       = "http"
  }
}

resource "aws_lb_listener" "to_https" {
  load_balancer_arn = aws_lb.portal.arn
  port              = 80
  # ok: iac.network.terraform.lb-http
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "secure" {
  load_balancer_arn = aws_lb.portal.arn
  port              = 443
  # ok: iac.network.terraform.lb-http
  protocol          = "HTTPS"
  certificate_arn   = var.certificate

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.portal.arn
  }
}

# The hop behind the load balancer is not a listener.
resource "aws_lb_target_group" "portal" {
  port     = 8080
  # ok: iac.network.terraform.lb-http
  protocol = "HTTP"
}
