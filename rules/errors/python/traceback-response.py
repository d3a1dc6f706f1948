import logging
import traceback

from django.http import JsonResponse
from fastapi import HTTPException
from flask import Blueprint, jsonify

bp = Blueprint("chart", __name__)
logger = logging.getLogger(__name__)


@bp.errorhandler(500)
def failed(error):
    # ruleid: errors.python.traceback-response
    return traceback.format_exc(), 500


def results(store):
    try:
        return jsonify(store.results())
    except Exception as error:
        # ruleid: errors.python.traceback-response
        return jsonify(error=str(error)), 500


def orders(request, store):
    try:
        return JsonResponse(store.orders())
    except Exception:
        # ruleid: errors.python.traceback-response
        return JsonResponse({"trace": traceback.format_exc()}, status=500)


async def allergies(store):
    try:
        return store.allergies()
    except Exception as error:
        # ruleid: errors.python.traceback-response
        raise HTTPException(status_code=500, detail=f"database: {str(error)}")


def results_safe(store):
    try:
        return jsonify(store.results())
    except Exception as error:
        # ok: errors.python.traceback-response
        logger.error("results failed: %s", str(error))
        # ok: errors.python.traceback-response
        return jsonify(error="internal error"), 500


def dose(form):
    try:
        return jsonify(form.dose())
    except ValueError as error:
        # ok: errors.python.traceback-response
        return jsonify(error=str(error)), 400


def job(store):
    try:
        store.run()
    except Exception:
        # ok: errors.python.traceback-response
        return traceback.format_exc()
