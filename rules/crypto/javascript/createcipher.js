const crypto = require("crypto");
const forge = require("node-forge");
const CryptoJS = require("crypto-js");

const PASSPHRASE = "EXAMPLE-not-a-real-key";

function seal(password) {
  // ruleid: crypto.javascript.createcipher
  return crypto.createCipher("aes-256-cbc", password);
}

function open(password) {
  // ruleid: crypto.javascript.createcipher
  return crypto.createDecipher("aes-256-cbc", password);
}

function sealInBrowser(note) {
  // ruleid: crypto.javascript.createcipher
  return CryptoJS.AES.encrypt(note, PASSPHRASE).toString();
}

function sealGcm(key) {
  // ok: crypto.javascript.createcipher
  return crypto.createCipheriv("aes-256-gcm", key, crypto.randomBytes(12));
}

function sealWithKey(note, hex, iv) {
  // ok: crypto.javascript.createcipher
  return CryptoJS.AES.encrypt(note, CryptoJS.enc.Hex.parse(hex), { iv });
}

function forgeCipher(key) {
  // ok: crypto.javascript.createcipher
  return forge.cipher.createCipher("AES-GCM", key);
}
