import * as crypto from "crypto";
import md5 from "md5";
import { v5 as uuidv5 } from "uuid";

const NAMESPACE = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

export function researchId(patient: { mrn: string }) {
  // ruleid: deident.javascript.unkeyed-hash
  return crypto.createHash("sha256").update(patient.mrn).digest("hex");
}

export function linkKey(ssn: string, site: string) {
  // ruleid: deident.javascript.unkeyed-hash
  return md5(`${site}|${ssn}`);
}

export function stableId(row: { dateOfBirth: string }) {
  // ruleid: deident.javascript.unkeyed-hash
  return uuidv5(row.dateOfBirth, NAMESPACE);
}

export function researchIdKeyed(patient: { mrn: string }, key: Buffer) {
  // ok: deident.javascript.unkeyed-hash
  return crypto.createHmac("sha256", key).update(patient.mrn).digest("hex");
}

export function randomId() {
  // ok: deident.javascript.unkeyed-hash
  return crypto.randomUUID();
}

export function documentDigest(document: { content: string }) {
  // ok: deident.javascript.unkeyed-hash
  return crypto.createHash("sha256").update(document.content).digest("hex");
}
