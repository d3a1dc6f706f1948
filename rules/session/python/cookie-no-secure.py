import os

from flask import Flask, make_response
from starlette.middleware.sessions import SessionMiddleware

app = Flask(__name__)
# ruleid: session.python.cookie-no-secure
app.config["SESSION_COOKIE_SECURE"] = False
# ok: session.python.cookie-no-secure
app.config["SESSION_COOKIE_HTTPONLY"] = False


def sign_in(token):
    response = make_response("", 204)
    # ruleid: session.python.cookie-no-secure
    response.set_cookie("session_token", token, httponly=True)
    # ruleid: session.python.cookie-no-secure
    response.set_cookie("auth", token, secure=False, httponly=True)
    return response


def build(api, key):
    # ruleid: session.python.cookie-no-secure
    api.add_middleware(SessionMiddleware, secret_key=key)
    # ok: session.python.cookie-no-secure
    api.add_middleware(SessionMiddleware, secret_key=key, https_only=True)


class Settings:
    # ruleid: session.python.cookie-no-secure
    SESSION_COOKIE_SECURE = False
    # ok: session.python.cookie-no-secure
    CSRF_COOKIE_SECURE = True


def sign_in_safely(token):
    response = make_response("", 204)
    # ok: session.python.cookie-no-secure
    response.set_cookie("session_token", token, secure=True, httponly=True, samesite="Lax")
    # ok: session.python.cookie-no-secure
    response.set_cookie("language", "de")
    # ok: session.python.cookie-no-secure
    response.set_cookie("session_token", "", max_age=0)
    # ok: session.python.cookie-no-secure
    response.set_cookie("auth", token, secure=os.environ["STAGE"] != "local")
    return response
