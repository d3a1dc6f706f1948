import { Logger } from "@nestjs/common";
import pino from "pino";
import { auditLogger } from "./audit";
import { mask } from "./mask";

interface Patient {
  uuid: string;
  mrn: string;
  birthDate: string;
  diagnosis: string;
  patientName: string;
}

const logger = pino();

export class Admission {
  private readonly log = new Logger(Admission.name);

  admit(patient: Patient, ssn: string) {
    // ruleid: logging.javascript.phi-logging
    console.log("admitting", patient.patientName);
    // ruleid: logging.javascript.phi-logging
    logger.info(`lookup with ssn ${ssn}`);
    // ruleid: logging.javascript.phi-logging
    this.log.warn("duplicate record " + patient.mrn);
    // ruleid: logging.javascript.phi-logging
    logger.debug({ dob: patient.birthDate }, "no match");
    // ruleid: logging.javascript.phi-logging
    console.error({ ssn });
    // ruleid: logging.javascript.phi-logging
    console.log(JSON.stringify(patient));
    // ruleid: logging.javascript.phi-logging
    logger.error(patient?.diagnosis);
  }

  admitQuietly(patient: Patient, ssn: string, diagnoses: string[]) {
    // ok: logging.javascript.phi-logging
    logger.info({ patient: patient.uuid }, "admitted");
    // ok: logging.javascript.phi-logging
    logger.info(`lookup with ssn ${mask(ssn)}`);
    // ok: logging.javascript.phi-logging
    console.log("the field mrn is missing");
    // ok: logging.javascript.phi-logging
    auditLogger.info({ mrn: patient.mrn }, "read");
    // ok: logging.javascript.phi-logging
    logger.debug({ count: diagnoses.length }, "coded");
    // ok: logging.javascript.phi-logging
    console.log(`usage: import --mrn FILE, session ${patient.uuid}`);
    // ok: logging.javascript.phi-logging
    Math.log(Number(patient.mrn));
  }
}
