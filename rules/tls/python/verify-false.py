import ssl
import urllib.request

import aiohttp
import httpx
import requests
from pymongo import MongoClient

CA = "/etc/ssl/hospital-ca.pem"


def send_result(url, bundle):
    # ruleid: tls.python.verify-false
    return requests.post(url, json=bundle, verify=False, timeout=10)


def session():
    http = requests.Session()
    # ruleid: tls.python.verify-false
    http.verify = False
    return http


def read(url):
    # ruleid: tls.python.verify-false
    return urllib.request.urlopen(url, context=ssl._create_unverified_context())


def context():
    ctx = ssl.create_default_context()
    # ruleid: tls.python.verify-false
    ctx.check_hostname = False
    # ruleid: tls.python.verify-false
    ctx.verify_mode = ssl.CERT_NONE
    return ctx


def connector():
    # ruleid: tls.python.verify-false
    return aiohttp.TCPConnector(ssl=False)


def store(url):
    # ruleid: tls.python.verify-false
    return MongoClient(url, tls=True, tlsAllowInvalidCertificates=True)


def client():
    # ruleid: tls.python.verify-false
    return httpx.AsyncClient(verify=False)


def send_checked(url, bundle):
    # ok: tls.python.verify-false
    return requests.post(url, json=bundle, verify=CA, timeout=10)


def listener():
    ctx = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    # ok: tls.python.verify-false
    ctx.check_hostname = False
    return ctx


def checked_context():
    ctx = ssl.create_default_context(cafile=CA)
    # ok: tls.python.verify-false
    ctx.verify_mode = ssl.CERT_REQUIRED
    return ctx


def checksum(document):
    # ok: tls.python.verify-false
    return document.digest(verify=False)
