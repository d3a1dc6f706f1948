"""Documents on disk: letters, consent forms and scanned referrals."""

import hashlib
from pathlib import Path

from . import settings


class DocumentNotFound(Exception):
    """No such document, or one that lies outside the document folder."""


def read_letter(name: str) -> bytes:
    """Read a letter by the name that the letter list shows."""
    path = settings.DOCUMENT_ROOT / "letters" / name
    # planted-flow: path-traversal
    with open(path, "rb") as letter:
        return letter.read()


def read_consent(name: str) -> bytes:
    """Read a consent form; refuses every name that leaves the folder."""
    folder = (settings.DOCUMENT_ROOT / "consents").resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise DocumentNotFound(name)
    # near-miss: path-traversal
    with open(path, "rb") as consent:
        return consent.read()


def store(folder: str, content: bytes) -> str:
    """Store a document under the digest of its content and return that name."""
    # near-miss: weak-hash
    name = hashlib.new(settings.DOCUMENT_DIGEST, content).hexdigest() + ".pdf"
    target = settings.DOCUMENT_ROOT / folder / name
    target.write_bytes(content)
    return name


def entity_tag(content: bytes) -> str:
    """A cache validator for HTTP; it protects nothing."""
    # near-miss: weak-hash
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def logo() -> bytes:
    """The clinic's logo, which ships with the application."""
    return (Path(__file__).parent / "static" / "logo.png").read_bytes()
