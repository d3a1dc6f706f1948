import * as crypto from "crypto";
import CryptoJS from "crypto-js";
import { createDecipheriv } from "node:crypto";

export function seal(key: Buffer, iv: Buffer) {
  // ruleid: crypto.javascript.weak-cipher
  return crypto.createCipheriv("des-ede3-cbc", key, iv);
}

export function openOld(key: Buffer) {
  // ruleid: crypto.javascript.weak-cipher
  return createDecipheriv("rc4", key, null);
}

export function sealNote(note: string, key: string) {
  // ruleid: crypto.javascript.weak-cipher
  return CryptoJS.TripleDES.encrypt(note, key).toString();
}

export function sealGcm(key: Buffer) {
  // ok: crypto.javascript.weak-cipher
  return crypto.createCipheriv("aes-256-gcm", key, crypto.randomBytes(12));
}

export function sealChaCha(key: Buffer) {
  // ok: crypto.javascript.weak-cipher
  return crypto.createCipheriv("chacha20-poly1305", key, crypto.randomBytes(12), { authTagLength: 16 });
}

export function design(studio: { createCipheriv(name: string): string }, name: string) {
  // ok: crypto.javascript.weak-cipher
  return studio.createCipheriv(name);
}
