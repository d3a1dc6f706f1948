import os

from decouple import config

# ruleid: secrets.python.default-fallback
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "EXAMPLE-not-a-real-key")
# ruleid: secrets.python.default-fallback
DB_PASSWORD = os.getenv("DB_PASSWORD", "postgres")
# ruleid: secrets.python.default-fallback
PEPPER = os.environ.get("MRN_PEPPER") or "EXAMPLE"
# ruleid: secrets.python.default-fallback
API_KEY = config("LAB_API_KEY", default="EXAMPLE")
# ok: secrets.python.default-fallback
SIGNING_KEY = os.environ["SIGNING_KEY"]
# ok: secrets.python.default-fallback
HOST = os.environ.get("DB_HOST", "localhost")
# ok: secrets.python.default-fallback
TOKEN_FILE = os.getenv("LAB_TOKEN_FILE", "/run/secrets/lab-token")
# ok: secrets.python.default-fallback
PASSWORD = os.getenv("SMTP_PASSWORD", "")
# ok: secrets.python.default-fallback
ALGORITHM = config("JWT_ALGORITHM", default="RS256")
