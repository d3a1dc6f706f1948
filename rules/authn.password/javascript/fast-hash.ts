import argon2 from "argon2";
import * as crypto from "crypto";
import CryptoJS from "crypto-js";
import md5 from "md5";

export function store(password: string) {
  // ruleid: authn.password.javascript.fast-hash
  return crypto.createHash("sha256").update(password).digest("hex");
}

export function storeSalted(user: { salt: string }, form: { password: string }) {
  const hash = crypto.createHash("sha512");
  // ruleid: authn.password.javascript.fast-hash
  hash.update(user.salt + form.password);
  return hash.digest("hex");
}

export function legacy(newPassword: string) {
  // ruleid: authn.password.javascript.fast-hash
  return md5(newPassword);
}

export function inBrowser(userPassword: string) {
  // ruleid: authn.password.javascript.fast-hash
  return CryptoJS.SHA1(userPassword).toString();
}

export async function storeSlow(password: string) {
  // ok: authn.password.javascript.fast-hash
  return argon2.hash(password);
}

export function storeFips(password: string, salt: Buffer) {
  // ok: authn.password.javascript.fast-hash
  return crypto.pbkdf2Sync(password, salt, 600000, 32, "sha256");
}

export function etag(document: string) {
  // ok: authn.password.javascript.fast-hash
  return crypto.createHash("sha256").update(document).digest("hex");
}

export function policyVersion(passwordPolicy: string) {
  // ok: authn.password.javascript.fast-hash
  return md5(passwordPolicy);
}
