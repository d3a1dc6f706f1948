"""What a client sees when something goes wrong."""

import logging
import traceback
import uuid

from flask import Flask, jsonify

from .storage import DocumentNotFound

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Attach the handlers to the application."""

    @app.errorhandler(DocumentNotFound)
    def missing_document(_error):
        return jsonify(error="no such document"), 404

    @app.errorhandler(ValueError)
    def invalid_value(_error):
        # planted: stack-trace
        return jsonify(error="invalid value", detail=traceback.format_exc()), 400

    @app.errorhandler(500)
    def internal_error(_error):
        incident = uuid.uuid4().hex
        # near-miss: stack-trace
        log.error("incident %s\n%s", incident, traceback.format_exc())
        return jsonify(error="internal error", incident=incident), 500
