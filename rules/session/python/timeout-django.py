class Production:
    # ruleid: session.python.timeout-django
    SESSION_COOKIE_AGE = 1209600


class Ward:
    # ruleid: session.python.timeout-django
    SESSION_COOKIE_AGE = 60 * 60 * 8


def remember(request):
    # ruleid: session.python.timeout-django
    request.session.set_expiry(86400)


class Clinic:
    # ok: session.python.timeout-django
    SESSION_COOKIE_AGE = 900
    SESSION_SAVE_EVERY_REQUEST = True


class Kiosk:
    # ok: session.python.timeout-django
    SESSION_COOKIE_AGE = 5 * 60


class Site:
    # ok: session.python.timeout-django
    LANGUAGE_COOKIE_AGE = 31536000


def until_browser_closes(request):
    # ok: session.python.timeout-django
    request.session.set_expiry(0)
