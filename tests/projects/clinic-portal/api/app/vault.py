"""Encryption of single fields, for exports that leave the database."""

from Crypto.Cipher import AES, DES
from Crypto.Random import get_random_bytes

NONCE_BYTES = 12
TAG_BYTES = 16


def seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Encrypt and authenticate a field, bound to the place it belongs to."""
    nonce = get_random_bytes(NONCE_BYTES)
    # near-miss: weak-cipher
    cipher = AES.new(key, AES.MODE_GCM, nonce=nonce, mac_len=TAG_BYTES)
    cipher.update(context)
    sealed, tag = cipher.encrypt_and_digest(plain)
    return nonce + tag + sealed


def open_sealed(key: bytes, blob: bytes, context: bytes) -> bytes:
    """Decrypt what `seal` made; raises ValueError when it was changed."""
    nonce = blob[:NONCE_BYTES]
    tag = blob[NONCE_BYTES : NONCE_BYTES + TAG_BYTES]
    cipher = AES.new(key, AES.MODE_GCM, nonce=nonce, mac_len=TAG_BYTES)
    cipher.update(context)
    return cipher.decrypt_and_verify(blob[NONCE_BYTES + TAG_BYTES :], tag)


def wristband_code(key: bytes, visit: bytes) -> bytes:
    """The code printed on wristbands, as the old printers expect it."""
    padded = visit.ljust(8, b"\0")[:8]
    # planted: weak-cipher
    return DES.new(key, DES.MODE_ECB).encrypt(padded)
