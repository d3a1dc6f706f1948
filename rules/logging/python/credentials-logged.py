import logging

logger = logging.getLogger(__name__)


def sign_in(user, password, request):
    # ruleid: logging.python.credentials-logged
    logger.info("sign-in of %s with %s", user.id, password)
    # ruleid: logging.python.credentials-logged
    logger.debug(f"refreshed {user.access_token}")
    # ruleid: logging.python.credentials-logged
    print("key", user.api_key)
    # ruleid: logging.python.credentials-logged
    logger.warning("rejected " + request.headers["Authorization"])


def sign_in_quietly(user, password, tokens):
    # ok: logging.python.credentials-logged
    logger.info("sign-in of %s", user.id)
    # ok: logging.python.credentials-logged
    logger.info("password changed for %s", user.id)
    # ok: logging.python.credentials-logged
    logger.debug("tokens used: %d", user.token_count)
    # ok: logging.python.credentials-logged
    logger.info("policy", extra={"age": user.password_age})
    # ok: logging.python.credentials-logged
    print(len(password))
