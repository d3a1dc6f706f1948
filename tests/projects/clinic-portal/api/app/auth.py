"""Sign-in of staff and patients, and the guards of the routes."""

import functools
import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Blueprint, abort, jsonify, make_response, request, session

from . import db, settings

bp = Blueprint("auth", __name__, url_prefix="/auth")
hasher = PasswordHasher()


def require_staff(view):
    """Let only signed-in staff reach a view."""

    @functools.wraps(view)
    def guarded(*args, **kwargs):
        if session.get("role") != "staff":
            abort(403)
        return view(*args, **kwargs)

    return guarded


def legacy_password_digest(password: str) -> str:
    """Digest of accounts that were taken over from the old portal."""
    # planted: weak-hash
    return hashlib.md5(password.encode()).hexdigest()


def kiosk_pin_digest(pin: str) -> str:
    """Digest of a kiosk PIN as the kiosk stores it."""
    # planted-flow: weak-hash
    return hashlib.new(settings.KIOSK_PIN_DIGEST, pin.encode()).hexdigest()


def matches(account: dict, password: str) -> bool:
    """Compare a password with what is stored for the account."""
    if account["scheme"] == "legacy":
        return secrets.compare_digest(account["digest"], legacy_password_digest(password))
    try:
        # near-miss: weak-hash
        return hasher.verify(account["digest"], password)
    except VerifyMismatchError:
        return False


@bp.post("/sign-in")
def sign_in():
    body = request.get_json()
    rows = db.fetch_page(
        "SELECT id, role, scheme, digest FROM account WHERE login = %s",
        (body["login"],),
    )
    if not rows or not matches(rows[0], body[settings.PASSWORD_FIELD]):
        abort(401)
    session.clear()
    session.permanent = True
    session["account"] = rows[0]["id"]
    session["role"] = rows[0]["role"]
    response = make_response(jsonify(role=rows[0]["role"]))
    # planted: insecure-cookie
    response.set_cookie("device_token", secrets.token_urlsafe(32), secure=False, httponly=False)
    # near-miss: insecure-cookie
    response.set_cookie("csrf_token", secrets.token_urlsafe(32), secure=True, httponly=True, samesite="Strict")
    return response


@bp.post("/kiosk")
def kiosk_sign_in():
    body = request.get_json()
    rows = db.fetch_page("SELECT pin_digest FROM kiosk WHERE id = %s", (int(body["kiosk"]),))
    if not rows or not secrets.compare_digest(rows[0]["pin_digest"], kiosk_pin_digest(body["pin"])):
        abort(401)
    session["role"] = "kiosk"
    return "", 204


@bp.post("/sign-out")
def sign_out():
    session.clear()
    return "", 204
