"""Settings of the API: one place for what differs between sites."""

import os
from datetime import timedelta
from pathlib import Path

import yaml

DOCUMENT_ROOT = Path(os.environ.get("PORTAL_DOCUMENTS", "/srv/portal/documents"))
MAX_UPLOAD_BYTES = 10 * 1024 * 1024

DATABASE_HOST = os.environ.get("PORTAL_DB_HOST", "db.clinic.example")
DATABASE_NAME = "portal"
DATABASE_USER = "portal_api"
# planted: hardcoded-secret
DATABASE_PASSWORD = "harbour-lantern-7-maple"

# near-miss: hardcoded-secret
SESSION_KEY = os.environ["PORTAL_SESSION_KEY"]
# near-miss: hardcoded-secret
PASSWORD_FIELD = "password"

LAB_BASE_URL = "https://lab.clinic.example/api/v2"
LAB_CA_BUNDLE = "/etc/portal/lab-ca.pem"
# The partner laboratory's test system has a self-signed certificate.
VERIFY_PARTNER_LAB = False

# near-miss: long-session
PORTAL_SESSION_LIFETIME = timedelta(minutes=15)
# A recall notice is a letter, not a session: it may wait for two weeks.
RECALL_NOTICE_LIFETIME = timedelta(days=14)

# Digest of the short PIN that kiosks in the waiting room ask for.
KIOSK_PIN_DIGEST = "sha1"
DOCUMENT_DIGEST = "sha256"

# Import profiles of older clinics name Python types in their YAML.
PROFILE_LOADER = yaml.UnsafeLoader
