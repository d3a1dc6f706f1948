import os
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from flask import Blueprint, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

api = FastAPI()
bp = Blueprint("documents", __name__)
BASE = Path("/srv/clinic/documents")


def letter():
    # ruleid: inj.path.python.open-join
    return send_file("/srv/clinic/letters/" + request.args["name"])


def report():
    name = request.args.get("report")
    # ruleid: inj.path.python.open-join
    with open(os.path.join("/srv/clinic/reports", name), "rb") as stream:
        return stream.read()


@bp.route("/images/<path:name>")
def image(name):
    # ruleid: inj.path.python.open-join
    return send_file(f"/srv/pacs/{name}")


@api.get("/documents/{name}")
async def document(name: str):
    path = BASE / name
    # ruleid: inj.path.python.open-join
    return FileResponse(path)


def scan(request, name):
    # ruleid: inj.path.python.open-join
    return open("/srv/scans/" + name, "rb").read()


def letter_safe():
    # ok: inj.path.python.open-join
    return send_from_directory("/srv/clinic/letters", request.args["name"])


def report_safe():
    name = secure_filename(request.args["report"])
    # ok: inj.path.python.open-join
    with open(os.path.join("/srv/clinic/reports", name), "rb") as stream:
        return stream.read()


def report_checked():
    path = os.path.realpath(os.path.join("/srv/clinic/reports", request.args["report"]))
    if not path.startswith("/srv/clinic/reports/"):
        return "not found", 404
    # ok: inj.path.python.open-join
    with open(path, "rb") as stream:
        return stream.read()


@bp.route("/images/<int:number>")
def image_safe(number):
    # ok: inj.path.python.open-join
    return send_file(f"/srv/pacs/{number}.png")


@api.get("/checked/{name}")
async def document_safe(name: str):
    path = (BASE / name).resolve()
    if not path.is_relative_to(BASE):
        return {"error": "not found"}
    # ok: inj.path.python.open-join
    return FileResponse(path)


def consent_form():
    # ok: inj.path.python.open-join
    return send_file("/srv/clinic/forms/consent.pdf")


def slice_file(request, number):
    # ok: inj.path.python.open-join
    return open("/srv/scans/%d.png" % int(request.GET["slice"]), "rb").read()
