import ssl
from ssl import PROTOCOL_TLSv1_1, TLSVersion

import urllib3


def legacy_context():
    # ruleid: tls.python.min-version
    return ssl.SSLContext(ssl.PROTOCOL_TLSv1)


def lab_socket(sock):
    # ruleid: tls.python.min-version
    return ssl.wrap_socket(sock, ssl_version=PROTOCOL_TLSv1_1)


def old_device():
    ctx = ssl.create_default_context()
    # ruleid: tls.python.min-version
    ctx.minimum_version = TLSVersion.TLSv1
    return ctx


def pool():
    # ruleid: tls.python.min-version
    return urllib3.PoolManager(ssl_minimum_version=ssl.TLSVersion.TLSv1_1)


def context():
    ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # ok: tls.python.min-version
    ctx.minimum_version = ssl.TLSVersion.TLSv1_2
    return ctx


def is_old(ctx):
    # ok: tls.python.min-version
    return ctx.protocol == ssl.PROTOCOL_TLSv1


def capped():
    ctx = ssl.create_default_context()
    # ok: tls.python.min-version
    ctx.maximum_version = ssl.TLSVersion.TLSv1_3
    return ctx
