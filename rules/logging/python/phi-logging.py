import logging

import structlog

from clinic.audit import audit_logger
from clinic.masking import mask

logger = logging.getLogger(__name__)
log = structlog.get_logger()


class Admission:
    def __init__(self, logger):
        self.logger = logger

    def admit(self, patient, ssn, dob):
        # ruleid: logging.python.phi-logging
        logger.info("admitting %s", patient.date_of_birth)
        # ruleid: logging.python.phi-logging
        logger.debug(f"lookup with ssn={ssn!r}")
        # ruleid: logging.python.phi-logging
        self.logger.warning("duplicate patient " + patient.mrn)
        # ruleid: logging.python.phi-logging
        logging.error("no match for %s born %s" % (patient.id, dob))
        # ruleid: logging.python.phi-logging
        log.info("admitted", patient_name=patient.patient_name)
        # ruleid: logging.python.phi-logging
        print("diagnosis:", patient.diagnosis)
        # ruleid: logging.python.phi-logging
        print(f"{patient.id}: {patient.medicalRecordNumber}")
        # ruleid: logging.python.phi-logging
        logger.info("received {}".format(patient["birthDate"]))
        # ruleid: logging.python.phi-logging
        logger.exception("failed", extra={"mrn": patient.mrn})

    def admit_quietly(self, patient, ssn, diagnoses):
        # ok: logging.python.phi-logging
        logger.info("admitting patient %s", patient.uuid)
        # ok: logging.python.phi-logging
        logger.debug(f"lookup with ssn={mask(ssn)}")
        # ok: logging.python.phi-logging
        logger.info("the field mrn is missing")
        # ok: logging.python.phi-logging
        audit_logger.info("read", extra={"mrn": patient.mrn})
        # ok: logging.python.phi-logging
        log.info("coded", count=len(diagnoses), has_ssn=bool(ssn))
        # ok: logging.python.phi-logging
        print("usage: import --mrn FILE")
        # ok: logging.python.phi-logging
        logger.warning("session %s is unknown", patient.session_id)
        # ok: logging.python.phi-logging
        patient.history.log(patient.diagnosis)
