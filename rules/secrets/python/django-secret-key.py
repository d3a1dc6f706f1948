import os

from flask import Flask
from starlette.middleware.sessions import SessionMiddleware

app = Flask(__name__)
# ruleid: secrets.python.django-secret-key
app.secret_key = "EXAMPLE-not-a-real-key"
# ruleid: secrets.python.django-secret-key
app.config["SECRET_KEY"] = "EXAMPLE-not-a-real-key"
# ruleid: secrets.python.django-secret-key
app.config.update(DEBUG=False, SECRET_KEY="EXAMPLE-not-a-real-key")


class Settings:
    # ruleid: secrets.python.django-secret-key
    SECRET_KEY = "django-insecure-EXAMPLE-not-a-real-key"


def build(api):
    # ruleid: secrets.python.django-secret-key
    api.add_middleware(SessionMiddleware, secret_key="EXAMPLE-not-a-real-key", https_only=True)


class FromEnvironment:
    # ok: secrets.python.django-secret-key
    SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]


class FilledLater:
    # ok: secrets.python.django-secret-key
    SECRET_KEY = ""


def configure(store):
    # ok: secrets.python.django-secret-key
    app.config["SECRET_KEY"] = store.read("chart/session-key")
    # ok: secrets.python.django-secret-key
    app.config["SECRET_KEY_NAME"] = "chart/session-key"
