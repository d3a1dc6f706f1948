from datetime import timedelta

from flask import Flask

app = Flask(__name__)

# ruleid: session.python.timeout-flask
app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=8)
# ruleid: session.python.timeout-flask
app.permanent_session_lifetime = timedelta(days=31)
# ruleid: session.python.timeout-flask
app.config.update(SESSION_COOKIE_SECURE=True, PERMANENT_SESSION_LIFETIME=timedelta(minutes=60))


class Production:
    # ruleid: session.python.timeout-flask
    PERMANENT_SESSION_LIFETIME = 3600
    # ruleid: session.python.timeout-flask
    REMEMBER_COOKIE_DURATION = timedelta(days=14)


class Clinic:
    # ok: session.python.timeout-flask
    PERMANENT_SESSION_LIFETIME = timedelta(minutes=15)


class Kiosk:
    # ok: session.python.timeout-flask
    PERMANENT_SESSION_LIFETIME = 300


# ok: session.python.timeout-flask
app.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(hours=8)
# ok: session.python.timeout-flask
app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(seconds=900)
# ok: session.python.timeout-flask
app.permanent_session_lifetime = timedelta(minutes=10)
