"""Printable reports: a query, a template and a converter on the command line."""

import subprocess
import uuid
from pathlib import Path

from flask import Blueprint, abort, jsonify, render_template_string, request
from markupsafe import Markup, escape

from . import db, lab_client
from .auth import require_staff

bp = Blueprint("reports", __name__, url_prefix="/reports")

SPOOL = Path("/srv/portal/spool")
PAPER_SIZES = ("A4", "A5", "letter")


@bp.post("/print")
@require_staff
def print_report():
    printer = request.get_json()["printer"]
    # planted: command-injection
    subprocess.run(f"lp -d {printer} /srv/portal/spool/today.pdf", shell=True, check=True)
    return "", 204


@bp.post("/convert")
@require_staff
def convert():
    body = request.get_json()
    if body["paper"] not in PAPER_SIZES:
        abort(400)
    source = SPOOL / f"{uuid.UUID(body['job'])}.html"
    # near-miss: command-injection
    subprocess.run(["wkhtmltopdf", "--page-size", body["paper"], str(source), "-"], check=True, timeout=60)
    return "", 204


@bp.post("/clean")
@require_staff
def clean():
    # near-miss: command-injection
    subprocess.run("find /srv/portal/spool -type f -mtime +1 -delete", shell=True, check=True)
    return "", 204


@bp.get("/greeting")
def greeting():
    name = request.args.get("name", "")
    # planted: xss
    title = Markup(f"<h1>Report for {name}</h1>")
    return render_template_string("{{ title }}", title=title)


@bp.get("/cover")
def cover():
    # near-miss: xss
    title = Markup("<h1>Report of {}</h1>").format(escape(request.args.get("clinic", "")))
    return render_template_string("{{ title }}", title=title)


@bp.get("/labs/<int:patient_id>")
@require_staff
def labs(patient_id: int):
    rows = db.fetch_page("SELECT lab_key FROM patient WHERE id = %s", (patient_id,))
    if not rows:
        abort(404)
    return jsonify(lab_client.results(rows[0]["lab_key"]))


@bp.get("/partner-labs/<int:patient_id>")
@require_staff
def partner_labs(patient_id: int):
    rows = db.fetch_page("SELECT lab_key FROM patient WHERE id = %s", (patient_id,))
    if not rows:
        abort(404)
    return jsonify(lab_client.partner_results(rows[0]["lab_key"]))
