"""Patient look-up and demographics."""

import hashlib
import hmac
import logging
import os
from typing import Any

from flask import Blueprint, abort, jsonify, request

from . import db
from .auth import require_staff

bp = Blueprint("patients", __name__, url_prefix="/patients")
log = logging.getLogger(__name__)

LOG_PSEUDONYM_KEY = os.environ.get("PORTAL_LOG_KEY", "").encode()


def pseudonym(mrn: str) -> str:
    """A keyed digest that joins log lines of one patient without naming them."""
    return hmac.new(LOG_PSEUDONYM_KEY, mrn.encode(), hashlib.sha256).hexdigest()[:16]


def describe(patient: dict[str, Any]) -> str:
    """One line about a patient, for the header of a printed page."""
    return f"{patient['family_name']}, {patient['given_name']} (MRN {patient['mrn']})"


@bp.get("/search")
@require_staff
def search():
    surname = request.args.get("surname", "")
    with db.connect() as connection:
        cursor = connection.cursor()
        # planted: sql-injection
        cursor.execute(f"SELECT id, mrn, family_name FROM patient WHERE family_name LIKE '{surname}%'")
        rows = cursor.fetchall()
    log.info("patient search returned %d rows", len(rows))
    return jsonify(rows)


@bp.get("/<int:patient_id>")
@require_staff
def show(patient_id: int):
    with db.connect() as connection:
        cursor = connection.cursor()
        # near-miss: sql-injection
        cursor.execute("SELECT * FROM patient WHERE id = %s", (patient_id,))
        patient = cursor.fetchone()
    if patient is None:
        abort(404)
    # planted: phi-in-log
    log.info("opened chart of %s, born %s", patient["family_name"], patient["birth_date"])
    return jsonify(patient)


@bp.put("/<int:patient_id>/phone")
@require_staff
def change_phone(patient_id: int):
    phone = request.get_json()["phone"]
    rows = db.fetch_page(
        "UPDATE patient SET phone = %s WHERE id = %s RETURNING mrn, family_name, given_name",
        (phone, patient_id),
    )
    if not rows:
        abort(404)
    summary = describe(rows[0])
    # planted-flow: phi-in-log
    log.info("phone number changed: %s", summary)
    # near-miss: phi-in-log
    log.info("phone number changed, patient %s", pseudonym(rows[0]["mrn"]))
    return "", 204


@bp.post("/merge")
@require_staff
def merge():
    body = request.get_json()
    db.fetch_page(
        "SELECT merge_patient(%s, %s)",
        (int(body["surviving"]), int(body["retired"])),
    )
    # near-miss: phi-in-log
    log.info("merged two patient records; the MRN of the retired one is kept in the audit table")
    return "", 204
