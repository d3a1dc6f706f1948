from urllib.parse import urlsplit

import httpx
import requests
from fastapi import FastAPI
from flask import Blueprint, request

from clinic import retry

app = FastAPI()
bp = Blueprint("import", __name__)
PARTNERS = {"lab": "https://lab.example.org/fhir", "pacs": "https://pacs.example.org/dicom-web"}
KNOWN = frozenset(PARTNERS.values())


def import_bundle():
    # ruleid: inj.ssrf.python.requests-taint
    return requests.get(request.args["bundle"], timeout=10).json()


def resolve_reference():
    url = request.json["reference"]
    # ruleid: inj.ssrf.python.requests-taint
    return requests.request("GET", url, timeout=10).json()


@app.get("/attachment")
async def attachment(url: str, limit: int = 10):
    # ruleid: inj.ssrf.python.requests-taint
    return httpx.get(url, timeout=limit).content


@bp.route("/probe/<path:target>")
def probe(target):
    # ruleid: inj.ssrf.python.requests-taint
    return str(requests.head(target, timeout=2).status_code)


def partner_status():
    # ruleid: inj.ssrf.python.requests-taint
    return requests.get(f"https://{request.args['host']}/metadata", timeout=5).json()


def import_from_partner():
    # ok: inj.ssrf.python.requests-taint
    return requests.get(PARTNERS[request.args["partner"]], timeout=10).json()


def read_patient():
    patient_id = request.args["id"]
    # ok: inj.ssrf.python.requests-taint
    return requests.get(f"https://lab.example.org/fhir/Patient/{patient_id}", timeout=10).json()


@app.get("/checked")
async def checked(url: str):
    parts = urlsplit(url)
    if parts.hostname not in ("lab.example.org",):
        return {"error": "unknown host"}
    # ok: inj.ssrf.python.requests-taint
    return httpx.get(url, timeout=10).json()


@app.post("/subscribe")
def subscribe(endpoint: str):
    if endpoint not in KNOWN:
        return {"error": "unknown endpoint"}
    # ok: inj.ssrf.python.requests-taint
    return requests.post(endpoint, json={}, timeout=5).status_code


@retry.on(ConnectionError)
def download(url):
    # ok: inj.ssrf.python.requests-taint
    return requests.get(url, timeout=30).content


def heartbeat(settings):
    # ok: inj.ssrf.python.requests-taint
    return requests.get(settings.lab_url, timeout=5).ok
