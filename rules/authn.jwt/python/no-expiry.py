import jwt
from jose import jwt as jose_jwt


def user_of(token, key):
    # ruleid: authn.jwt.python.no-expiry
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_exp": False})


def context(token, key):
    # ruleid: authn.jwt.python.no-expiry
    return jose_jwt.decode(token, key, algorithms=["RS256"], options={"verify_aud": True, "verify_exp": False})


def launch(token, key):
    options = {"verify_exp": False}
    # ruleid: authn.jwt.python.no-expiry
    return jwt.decode(token, key, algorithms=["RS256"], options=options)


def user_checked(token, key):
    # ok: authn.jwt.python.no-expiry
    return jwt.decode(token, key, algorithms=["RS256"], leeway=30, options={"require": ["exp"]})


def explicit(token, key):
    # ok: authn.jwt.python.no-expiry
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_exp": True})


def without_audience(token, key):
    # ok: authn.jwt.python.no-expiry
    return jose_jwt.decode(token, key, algorithms=["RS256"], options={"verify_aud": False})
