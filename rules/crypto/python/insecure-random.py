import random
import secrets
import string
import uuid


def reset(user):
    # ruleid: crypto.python.insecure-random
    token = "".join(random.choice(string.ascii_letters) for _ in range(32))
    return token


def sign_in(user):
    # ruleid: crypto.python.insecure-random
    user.session_id = str(uuid.uuid1())
    # ruleid: crypto.python.insecure-random
    user.otp = random.randint(100000, 999999)


def generate_api_key():
    # ruleid: crypto.python.insecure-random
    return "%032x" % random.getrandbits(128)


def make_patient_pseudonym():
    # ruleid: crypto.python.insecure-random
    return "P" + str(random.randrange(10**9))


def reset_safely(user):
    # ok: crypto.python.insecure-random
    token = secrets.token_urlsafe(32)
    return token


def sign_in_safely(user):
    # ok: crypto.python.insecure-random
    user.session_id = str(uuid.uuid4())
    # ok: crypto.python.insecure-random
    user.otp = random.SystemRandom().randint(100000, 999999)


def bootstrap(cohort):
    # ok: crypto.python.insecure-random
    sample = random.choices(cohort, k=len(cohort))
    return sample


def generate_heart_rate():
    # ok: crypto.python.insecure-random
    return random.uniform(55, 95)


def shuffle_tokens(words):
    # ok: crypto.python.insecure-random
    token_order = random.sample(words, len(words))
    return token_order
