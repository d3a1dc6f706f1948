import { JwtModule } from "@nestjs/jwt";
import jwt from "jsonwebtoken";
import { Strategy } from "passport-jwt";

const KEY = "EXAMPLE-not-a-real-key";
const PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----\nEXAMPLE\n-----END PUBLIC KEY-----";

export function issue(user: { id: string }) {
  // ruleid: authn.jwt.javascript.hardcoded-key
  return jwt.sign({ sub: user.id }, "EXAMPLE-not-a-real-key", { expiresIn: "15m" });
}

export function check(token: string) {
  // ruleid: authn.jwt.javascript.hardcoded-key
  return jwt.verify(token, KEY, { algorithms: ["HS256"] });
}

// ruleid: authn.jwt.javascript.hardcoded-key
export const module = JwtModule.register({ secret: "EXAMPLE-not-a-real-key", signOptions: { expiresIn: "15m" } });

export function issueFromEnvironment(user: { id: string }) {
  // ok: authn.jwt.javascript.hardcoded-key
  return jwt.sign({ sub: user.id }, process.env.JWT_KEY as string, { expiresIn: "15m" });
}

export function checkPublic(token: string) {
  // ok: authn.jwt.javascript.hardcoded-key
  return jwt.verify(token, PUBLIC_KEY, { algorithms: ["RS256"] });
}

// ok: authn.jwt.javascript.hardcoded-key
export const safeModule = JwtModule.register({ secret: process.env.JWT_KEY, signOptions: { expiresIn: "15m" } });

// ok: authn.jwt.javascript.hardcoded-key
export const strategy = new Strategy({ jwtFromRequest: () => null, secretOrKey: process.env.JWT_KEY }, () => null);
