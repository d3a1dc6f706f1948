import os


class Production:
    # ruleid: tls.python.django-ssl
    SECURE_SSL_REDIRECT = False
    # ruleid: tls.python.django-ssl
    SECURE_HSTS_SECONDS = 0
    # ruleid: tls.python.django-ssl
    SECURE_HSTS_INCLUDE_SUBDOMAINS = False


class Clinic:
    # ok: tls.python.django-ssl
    SECURE_SSL_REDIRECT = True
    # ok: tls.python.django-ssl
    SECURE_HSTS_SECONDS = 31536000


class FromEnvironment:
    # ok: tls.python.django-ssl
    SECURE_SSL_REDIRECT = os.environ["STAGE"] != "local"
