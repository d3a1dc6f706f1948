from django.test import override_settings


class Production:
    # ruleid: authn.password.python.django-hashers
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class Legacy:
    # ruleid: authn.password.python.django-hashers
    PASSWORD_HASHERS = (
        "django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    )


# ruleid: authn.password.python.django-hashers
@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.SHA1PasswordHasher"])
def import_staff(rows):
    return rows


class Good:
    # ok: authn.password.python.django-hashers
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


class Migration:
    # ok: authn.password.python.django-hashers
    PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]


class Own:
    # ok: authn.password.python.django-hashers
    PASSWORD_HASHERS = ["clinic.hashers.PepperedArgon2PasswordHasher"]
