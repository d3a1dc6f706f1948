import jwt
from jose import jwt as jose_jwt

from clinic.messages import jwt as wire


def user_of(token):
    # ruleid: authn.jwt.python.alg-none
    return jwt.decode(token, options={"verify_signature": False})["sub"]


def role_of(token, key):
    options = {"verify_signature": False, "verify_exp": True}
    # ruleid: authn.jwt.python.alg-none
    return jwt.decode(token, key, algorithms=["RS256"], options=options)["role"]


def launch_context(token):
    # ruleid: authn.jwt.python.alg-none
    return jose_jwt.get_unverified_claims(token)["patient"]


def accept(token, key):
    # ruleid: authn.jwt.python.alg-none
    return jwt.decode(token, key, algorithms=["HS256", "none"])


def issue(claims):
    # ruleid: authn.jwt.python.alg-none
    return jwt.encode(claims, None, algorithm="none")


def user_checked(token, key):
    # ok: authn.jwt.python.alg-none
    return jwt.decode(token, key, algorithms=["RS256"], audience="chart", issuer="https://id.example.org")


def key_id(token):
    # ok: authn.jwt.python.alg-none
    return jwt.get_unverified_header(token)["kid"]


def required(token, key):
    # ok: authn.jwt.python.alg-none
    return jwt.decode(token, key, algorithms=["ES256"], options={"verify_signature": True, "require": ["exp"]})


def parse(message):
    # ok: authn.jwt.python.alg-none
    return wire.decode(message, verify=False)
