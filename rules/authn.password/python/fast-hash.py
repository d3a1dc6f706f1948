import hashlib
import os

import requests
from argon2 import PasswordHasher


def store(user, password):
    # ruleid: authn.password.python.fast-hash
    user.hash = hashlib.sha256(password.encode()).hexdigest()


def store_salted(user, form):
    salt = os.urandom(16)
    # ruleid: authn.password.python.fast-hash
    user.hash = salt + hashlib.sha512(salt + form.password.encode("utf-8")).digest()


def verify(user, new_password):
    digest = hashlib.md5()
    # ruleid: authn.password.python.fast-hash
    digest.update(new_password.encode())
    return digest.hexdigest() == user.hash


def legacy(password):
    # ruleid: authn.password.python.fast-hash
    return hashlib.new("sha1", bytes(password, "utf-8")).hexdigest()


def store_slow(user, password):
    # ok: authn.password.python.fast-hash
    user.hash = PasswordHasher().hash(password)


def store_fips(user, password, salt):
    # ok: authn.password.python.fast-hash
    user.hash = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)


def etag(document):
    # ok: authn.password.python.fast-hash
    return hashlib.sha256(document.encode()).hexdigest()


def leaked(password):
    # ok: authn.password.python.fast-hash
    digest = hashlib.sha1(password.encode()).hexdigest().upper()
    answer = requests.get("https://api.pwnedpasswords.com/range/" + digest[:5], timeout=5)
    return digest[5:] in answer.text


def policy_version(password_policy):
    # ok: authn.password.python.fast-hash
    return hashlib.sha256(password_policy.encode()).hexdigest()
