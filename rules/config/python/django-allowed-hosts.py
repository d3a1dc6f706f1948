import os


class Production:
    # ruleid: config.python.django-allowed-hosts
    ALLOWED_HOSTS = ["*"]


class Mixed:
    # ruleid: config.python.django-allowed-hosts
    ALLOWED_HOSTS = ["chart.example.org", "*"]


class Old:
    # ruleid: config.python.django-allowed-hosts
    ALLOWED_HOSTS = ("*",)


class Clinic:
    # ok: config.python.django-allowed-hosts
    ALLOWED_HOSTS = ["chart.example.org", ".clinic.example.org"]


class FromEnvironment:
    # ok: config.python.django-allowed-hosts
    ALLOWED_HOSTS = os.environ["HOSTS"].split(",")


class Links:
    # ok: config.python.django-allowed-hosts
    CSRF_EXEMPT_HOSTS = ["*"]
