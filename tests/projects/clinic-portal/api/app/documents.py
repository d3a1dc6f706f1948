"""Download and upload of documents, and import of what other clinics send."""

import json
import os
import pickle

import yaml
from defusedxml import ElementTree as SafeElementTree
from flask import Blueprint, Response, abort, jsonify, request, send_file, send_from_directory
from lxml import etree

from . import settings, storage
from .auth import require_staff

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.get("/letters")
@require_staff
def letter():
    content = storage.read_letter(request.args["name"])
    response = Response(content, mimetype="application/pdf")
    response.set_etag(storage.entity_tag(content))
    return response


@bp.get("/consents")
@require_staff
def consent():
    try:
        content = storage.read_consent(request.args["name"])
    except storage.DocumentNotFound:
        abort(404)
    return Response(content, mimetype="application/pdf")


@bp.get("/scans")
@require_staff
def scan():
    # planted: path-traversal
    return send_file(os.path.join("/srv/portal/documents/scans", request.args["file"]))


@bp.get("/leaflets")
def leaflet():
    # near-miss: path-traversal
    return send_from_directory("/srv/portal/leaflets", request.args["file"])


@bp.post("/drafts")
@require_staff
def restore_draft():
    # planted: deserialization
    draft = pickle.loads(request.get_data())
    return jsonify(title=draft["title"], sections=len(draft["sections"]))


@bp.post("/drafts/v2")
@require_staff
def restore_draft_v2():
    # near-miss: deserialization
    draft = json.loads(request.get_data())
    return jsonify(title=draft["title"], sections=len(draft["sections"]))


@bp.post("/templates")
@require_staff
def import_template():
    # planted: deserialization
    template = yaml.load(request.get_data(), Loader=yaml.Loader)
    return jsonify(name=template["name"])


@bp.post("/profiles")
@require_staff
def import_profile():
    # planted-flow: deserialization
    profile = yaml.load(request.get_data(), Loader=settings.PROFILE_LOADER)
    return jsonify(clinic=profile["clinic"])


@bp.post("/opening-hours")
@require_staff
def import_opening_hours():
    # near-miss: deserialization
    hours = yaml.load(request.get_data(), Loader=yaml.SafeLoader)
    return jsonify(days=len(hours))


@bp.post("/referrals")
@require_staff
def import_referral():
    # planted: xxe
    parser = etree.XMLParser(resolve_entities=True, no_network=False)
    referral = etree.fromstring(request.get_data(), parser)
    return jsonify(sender=referral.findtext("sender"))


@bp.post("/discharge-letters")
@require_staff
def import_discharge_letter():
    # near-miss: xxe
    document = SafeElementTree.fromstring(request.get_data())
    return jsonify(sender=document.findtext("sender"))
