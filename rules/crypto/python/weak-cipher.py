import os

from Crypto.Cipher import AES, ARC4, DES3
from Cryptodome.Cipher import DES
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic import codes as DESIGN


def seal(key, note):
    # ruleid: crypto.python.weak-cipher
    return DES3.new(key, DES3.MODE_CBC, os.urandom(8)).encrypt(note)


def seal_stream(key, note):
    # ruleid: crypto.python.weak-cipher
    return ARC4.new(key).encrypt(note)


def seal_old(key, note):
    # ruleid: crypto.python.weak-cipher
    return DES.new(key, DES.MODE_CFB, os.urandom(8)).encrypt(note)


def cipher(key, iv):
    # ruleid: crypto.python.weak-cipher
    return Cipher(algorithms.TripleDES(key), modes.CBC(iv))


def old_backup(key, iv):
    # ruleid: crypto.python.weak-cipher
    return Cipher(Blowfish(key), modes.CBC(iv))


def seal_gcm(key, note, mrn):
    nonce = os.urandom(12)
    # ok: crypto.python.weak-cipher
    return nonce + AESGCM(key).encrypt(nonce, note, mrn)


def seal_aes(key, note):
    # ok: crypto.python.weak-cipher
    return AES.new(key, AES.MODE_GCM).encrypt_and_digest(note)


def cipher_aes(key, iv):
    # ok: crypto.python.weak-cipher
    return Cipher(algorithms.AES(key), modes.GCM(iv))


def design(name):
    # ok: crypto.python.weak-cipher
    return DESIGN.new(name)
