"""Appointments: the day list of a clinic and the export for its manager."""

from flask import Blueprint, abort, jsonify, request
from psycopg import sql

from . import db
from .auth import require_staff

bp = Blueprint("appointments", __name__, url_prefix="/appointments")

SORT_COLUMNS = {
    "time": "starts_at",
    "room": "room",
    "clinician": "clinician_name",
}
DAY_LIST = sql.SQL("SELECT * FROM appointment WHERE clinic = %s ORDER BY {order}")


def no_show_statement(clinic: str, since: str) -> str:
    """The statement behind the no-show report of one clinic."""
    conditions = ["status = 'no-show'"]
    if clinic:
        conditions.append("clinic = '" + clinic + "'")
    if since:
        conditions.append("starts_at >= '" + since + "'")
    return "SELECT starts_at, room, clinician_name FROM appointment WHERE " + " AND ".join(conditions)


@bp.get("/no-shows")
@require_staff
def no_shows():
    statement = no_show_statement(
        request.args.get("clinic", ""),
        request.args.get("since", ""),
    )
    return jsonify(db.fetch_report(statement))


@bp.get("/day")
@require_staff
def day():
    column = SORT_COLUMNS.get(request.args.get("sort", "time"))
    if column is None:
        abort(400)
    with db.connect() as connection:
        cursor = connection.cursor()
        # near-miss: sql-injection
        cursor.execute(DAY_LIST.format(order=sql.Identifier(column)), (request.args["clinic"],))
        return jsonify(cursor.fetchall())


@bp.post("/")
@require_staff
def book():
    body = request.get_json()
    rows = db.fetch_page(
        "INSERT INTO appointment (patient_id, clinic, starts_at, room, status)"
        " VALUES (%s, %s, %s, %s, 'booked') RETURNING id",
        (int(body["patient"]), body["clinic"], body["starts_at"], body["room"]),
    )
    return jsonify(rows[0]), 201


@bp.delete("/<int:appointment_id>")
@require_staff
def cancel(appointment_id: int):
    rows = db.fetch_page(
        "UPDATE appointment SET status = 'cancelled' WHERE id = %s RETURNING id",
        (appointment_id,),
    )
    if not rows:
        abort(404)
    return "", 204
