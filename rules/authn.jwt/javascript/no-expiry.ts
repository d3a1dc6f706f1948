import jwt from "jsonwebtoken";
import { ExtractJwt, Strategy } from "passport-jwt";

export function userOf(token: string, key: string) {
  // ruleid: authn.jwt.javascript.no-expiry
  return jwt.verify(token, key, { algorithms: ["RS256"], ignoreExpiration: true });
}

export const strategy = (key: string) =>
  // ruleid: authn.jwt.javascript.no-expiry
  new Strategy({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: key, ignoreExpiration: true }, () => null);

export function issue(user: { id: string }, key: string) {
  // ruleid: authn.jwt.javascript.no-expiry
  return jwt.sign({ sub: user.id }, key);
}

export function issueFor(user: { id: string }, key: string) {
  // ruleid: authn.jwt.javascript.no-expiry
  return jwt.sign({ sub: user.id }, key, { algorithm: "RS256", audience: "chart" });
}

export function userChecked(token: string, key: string) {
  // ok: authn.jwt.javascript.no-expiry
  return jwt.verify(token, key, { algorithms: ["RS256"], clockTolerance: 30 });
}

export function issueShort(user: { id: string }, key: string) {
  // ok: authn.jwt.javascript.no-expiry
  return jwt.sign({ sub: user.id }, key, { algorithm: "RS256", expiresIn: "15m" });
}

export function issueExp(user: { id: string }, key: string, end: number) {
  // ok: authn.jwt.javascript.no-expiry
  return jwt.sign({ sub: user.id, exp: end }, key);
}

export function issueClaims(claims: object, key: string) {
  // ok: authn.jwt.javascript.no-expiry
  return jwt.sign(claims, key);
}
