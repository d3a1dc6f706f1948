"""Application factory of the patient portal API."""

from flask import Flask

from . import appointments, auth, documents, errors, log_setup, patients, reports, settings


def create_app() -> Flask:
    """Build the application with its blueprints and error handlers."""
    log_setup.configure()
    app = Flask(__name__)
    app.secret_key = settings.SESSION_KEY
    app.config["MAX_CONTENT_LENGTH"] = settings.MAX_UPLOAD_BYTES
    app.config["PERMANENT_SESSION_LIFETIME"] = settings.PORTAL_SESSION_LIFETIME
    app.config["SESSION_REFRESH_EACH_REQUEST"] = True
    # planted: insecure-cookie
    app.config["SESSION_COOKIE_SECURE"] = False
    # near-miss: insecure-cookie
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"

    for blueprint in (
        appointments.bp,
        auth.bp,
        documents.bp,
        patients.bp,
        reports.bp,
    ):
        app.register_blueprint(blueprint)
    errors.register(app)
    return app
