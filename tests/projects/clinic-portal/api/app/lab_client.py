"""Client of the laboratories: REST for results, a raw TLS socket for orders."""

import socket
import ssl
from typing import Any

import requests

from . import settings

TIMEOUT_SECONDS = 10


def results(lab_key: str) -> list[dict[str, Any]]:
    """Results of the clinic's own laboratory."""
    # near-miss: cert-check-disabled
    answer = requests.get(f"{settings.LAB_BASE_URL}/results/{lab_key}", verify=settings.LAB_CA_BUNDLE, timeout=TIMEOUT_SECONDS)
    answer.raise_for_status()
    return answer.json()


def partner_results(lab_key: str) -> list[dict[str, Any]]:
    """Results of the partner laboratory."""
    # planted-flow: cert-check-disabled
    answer = requests.get(f"https://partner-lab.example/results/{lab_key}", verify=settings.VERIFY_PARTNER_LAB, timeout=TIMEOUT_SECONDS)
    answer.raise_for_status()
    return answer.json()


def catalogue() -> list[dict[str, Any]]:
    """The list of tests that can be ordered."""
    # planted: cert-check-disabled
    answer = requests.get(f"{settings.LAB_BASE_URL}/catalogue", verify=False, timeout=TIMEOUT_SECONDS)
    answer.raise_for_status()
    return answer.json()


def order_socket_old_analyser(host: str) -> ssl.SSLSocket:
    """Connect to the analyser in the basement, which has old firmware."""
    # planted: weak-tls
    context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
    context.load_verify_locations(settings.LAB_CA_BUNDLE)
    context.verify_mode = ssl.CERT_REQUIRED
    return context.wrap_socket(socket.create_connection((host, 6661), TIMEOUT_SECONDS))


def order_socket(host: str) -> ssl.SSLSocket:
    """Connect to an analyser of the main laboratory."""
    context = ssl.create_default_context(cafile=settings.LAB_CA_BUNDLE)
    # near-miss: weak-tls
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context.wrap_socket(
        socket.create_connection((host, 6661), TIMEOUT_SECONDS),
        server_hostname=host,
    )
