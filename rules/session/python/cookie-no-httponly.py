from flask import Flask, make_response

app = Flask(__name__)
# ruleid: session.python.cookie-no-httponly
app.config["SESSION_COOKIE_HTTPONLY"] = False
# ok: session.python.cookie-no-httponly
app.config["SESSION_COOKIE_SECURE"] = False


def sign_in(token):
    response = make_response("", 204)
    # ruleid: session.python.cookie-no-httponly
    response.set_cookie("session_token", token, secure=True)
    # ruleid: session.python.cookie-no-httponly
    response.set_cookie("jwt", token, secure=True, httponly=False)
    return response


class Settings:
    # ruleid: session.python.cookie-no-httponly
    SESSION_COOKIE_HTTPONLY = False
    # ok: session.python.cookie-no-httponly
    CSRF_COOKIE_HTTPONLY = False


def sign_in_safely(token, options):
    response = make_response("", 204)
    # ok: session.python.cookie-no-httponly
    response.set_cookie("session_token", token, secure=True, httponly=True, samesite="Lax")
    # ok: session.python.cookie-no-httponly
    response.set_cookie("csrftoken", token, secure=True)
    # ok: session.python.cookie-no-httponly
    response.set_cookie("theme", "dark")
    # ok: session.python.cookie-no-httponly
    response.set_cookie("session_token", token, **options)
    return response
