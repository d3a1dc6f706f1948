const crypto = require("crypto");
const { createDecipheriv } = require("crypto");
const CryptoJS = require("crypto-js");

function sealSsn(key) {
  // ruleid: crypto.javascript.ecb-mode
  return crypto.createCipheriv("aes-256-ecb", key, null);
}

function openOld(key) {
  // ruleid: crypto.javascript.ecb-mode
  return createDecipheriv("AES-128-ECB", key, null);
}

function sealInBrowser(note, key) {
  // ruleid: crypto.javascript.ecb-mode
  return CryptoJS.AES.encrypt(note, key, { mode: CryptoJS.mode.ECB });
}

function sealGcm(key) {
  // ok: crypto.javascript.ecb-mode
  return crypto.createCipheriv("aes-256-gcm", key, crypto.randomBytes(12));
}

function sealCbc(note, key, iv) {
  // ok: crypto.javascript.ecb-mode
  return CryptoJS.AES.encrypt(note, key, { iv, mode: CryptoJS.mode.CBC });
}

function isEcb(options) {
  // ok: crypto.javascript.ecb-mode
  return options.mode === CryptoJS.mode.ECB;
}
