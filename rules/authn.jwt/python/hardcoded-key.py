import os

import jwt
from flask import Flask
from jose import jwt as jose_jwt

app = Flask(__name__)
KEY = "EXAMPLE-not-a-real-key"
PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
EXAMPLE
-----END PUBLIC KEY-----"""

# ruleid: authn.jwt.python.hardcoded-key
app.config["JWT_SECRET_KEY"] = "EXAMPLE-not-a-real-key"


def issue(user):
    # ruleid: authn.jwt.python.hardcoded-key
    return jwt.encode({"sub": user.id}, "EXAMPLE-not-a-real-key", algorithm="HS256")


def check(token):
    # ruleid: authn.jwt.python.hardcoded-key
    return jwt.decode(token, KEY, algorithms=["HS256"])


def issue_jose(user):
    # ruleid: authn.jwt.python.hardcoded-key
    return jose_jwt.encode({"sub": user.id}, "EXAMPLE-not-a-real-key", algorithm="HS256")


def issue_from_environment(user):
    # ok: authn.jwt.python.hardcoded-key
    return jwt.encode({"sub": user.id}, os.environ["JWT_KEY"], algorithm="HS256")


def check_public(token):
    # ok: authn.jwt.python.hardcoded-key
    return jwt.decode(token, PUBLIC_KEY, algorithms=["RS256"])


def peek(token):
    # ok: authn.jwt.python.hardcoded-key
    return jwt.decode(token, "", options={"verify_signature": False})


# ok: authn.jwt.python.hardcoded-key
app.config["JWT_ALGORITHM"] = "HS256"
