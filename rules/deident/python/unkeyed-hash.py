import hashlib
import hmac
import secrets
import uuid

NAMESPACE = uuid.UUID(int=7)


def research_id(patient):
    # ruleid: deident.python.unkeyed-hash
    return hashlib.sha256(patient.mrn.encode()).hexdigest()


def link_key(ssn, dob):
    digest = hashlib.sha1()
    # ruleid: deident.python.unkeyed-hash
    digest.update(ssn.encode())
    return digest.hexdigest()


def stable_id(patient):
    # ruleid: deident.python.unkeyed-hash
    return uuid.uuid5(NAMESPACE, patient.medical_record_number)


def export_key(row):
    # ruleid: deident.python.unkeyed-hash
    return hashlib.new("md5", f"{row.site}|{row.date_of_birth}".encode()).hexdigest()


def research_id_keyed(patient, key):
    # ok: deident.python.unkeyed-hash
    return hmac.new(key, patient.mrn.encode(), hashlib.sha256).hexdigest()


def keyed_blake(patient, key):
    # ok: deident.python.unkeyed-hash
    return hashlib.blake2b(patient.mrn.encode(), key=key).hexdigest()


def random_id():
    # ok: deident.python.unkeyed-hash
    return secrets.token_hex(16)


def document_digest(document):
    # ok: deident.python.unkeyed-hash
    return hashlib.sha256(document.content).hexdigest()


def fingerprint(message):
    # ok: deident.python.unkeyed-hash
    return hashlib.sha256(message.control_id.encode()).hexdigest()
