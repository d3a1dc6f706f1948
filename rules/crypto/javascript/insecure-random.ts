import { randomBytes, randomInt } from "crypto";

export function reset(user: { otp?: number; sessionId?: string }) {
  // ruleid: crypto.javascript.insecure-random
  const resetToken = Math.random().toString(36).slice(2);
  // ruleid: crypto.javascript.insecure-random
  user.otp = Math.floor(100000 + Math.random() * 900000);
  return resetToken;
}

export function generateApiKey() {
  // ruleid: crypto.javascript.insecure-random
  return "k" + Math.random().toString(16) + Date.now();
}

export function account(name: string) {
  // ruleid: crypto.javascript.insecure-random
  return { name, password: Math.random().toString(36) };
}

export function resetSafely(user: { otp?: number }) {
  // ok: crypto.javascript.insecure-random
  const resetToken = randomBytes(32).toString("base64url");
  // ok: crypto.javascript.insecure-random
  user.otp = randomInt(100000, 1000000);
  return resetToken;
}

export function backOff(attempt: number) {
  // ok: crypto.javascript.insecure-random
  const delay = 2 ** attempt * 100 + Math.random() * 100;
  return delay;
}

export function randomColour() {
  // ok: crypto.javascript.insecure-random
  return "#" + Math.floor(Math.random() * 16777215).toString(16);
}

export function demo() {
  // ok: crypto.javascript.insecure-random
  return { heartRate: 60 + Math.random() * 40 };
}
