import os

from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def seal_ssn(key, ssn):
    # ruleid: crypto.python.ecb-mode
    return AES.new(key, AES.MODE_ECB).encrypt(ssn)


def seal_named(key, note):
    # ruleid: crypto.python.ecb-mode
    return AES.new(key, mode=AES.MODE_ECB).encrypt(note)


def cipher(key):
    # ruleid: crypto.python.ecb-mode
    return Cipher(algorithms.AES(key), modes.ECB())


def seal_gcm(key, note):
    # ok: crypto.python.ecb-mode
    return AES.new(key, AES.MODE_GCM).encrypt_and_digest(note)


def cipher_gcm(key):
    # ok: crypto.python.ecb-mode
    return Cipher(algorithms.AES(key), modes.GCM(os.urandom(12)))


def is_ecb(mode):
    # ok: crypto.python.ecb-mode
    return mode == AES.MODE_ECB
