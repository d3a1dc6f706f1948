package org.example.clinic.records;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RecordService {
    private static final Logger log = LoggerFactory.getLogger(RecordService.class);
    private static final Logger SECURITY_LOG = LoggerFactory.getLogger("security");

    void open(Patient patient) {
        // ruleid: logging.java.phi-logging
        log.info("opened record of {}", patient.getSsn());
        // ruleid: logging.java.phi-logging
        log.debug("name " + patient.getFamilyName());
        // ruleid: logging.java.phi-logging
        SECURITY_LOG.warn("no consent for {} on {}", patient.getId(), patient.getDateOfBirth());
    }

    void search(String mrn) {
        // ruleid: logging.java.phi-logging
        log.info("search for {}", mrn);
    }

    void coded(Encounter encounter) {
        // ruleid: logging.java.phi-logging
        System.out.println("coded as " + encounter.getDiagnosis());
    }

    void nested(Encounter encounter) {
        // ruleid: logging.java.phi-logging
        log.error("cannot bill " + encounter.getPatient().getLastName());
    }

    void opaque(Patient patient) {
        // ok: logging.java.phi-logging
        log.info("opened record, patientId={}", patient.getId());
    }

    void masked(Patient patient, String mrn) {
        // ok: logging.java.phi-logging
        log.info("opened record of {}", Privacy.mask(patient.getSsn()));
        // ok: logging.java.phi-logging
        log.info("search for {}", mask(mrn));
    }

    void pseudonymous(Patient patient, String mrn) {
        // ok: logging.java.phi-logging
        log.info("account read the record of {}", pseudonym(patient.getSsn()));
        // ok: logging.java.phi-logging
        log.info("search for {}", Digests.sha256Digest(mrn));
    }

    void facts(Patient patient) {
        // ok: logging.java.phi-logging
        log.warn("birth date missing: {}", patient.getDateOfBirth() == null);
    }

    void staff(User user, Ward ward) {
        // ok: logging.java.phi-logging
        log.info("user {} on ward {}", user.getName(), ward.getName());
    }

    void notALog(Letter letter, Patient patient) {
        // ok: logging.java.phi-logging
        letter.add(patient.getFamilyName());
    }

    void constantText() {
        // ok: logging.java.phi-logging
        log.info("mrn index rebuilt");
    }
}
