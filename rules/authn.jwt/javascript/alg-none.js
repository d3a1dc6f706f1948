const jwt = require("jsonwebtoken");
const { decode } = require("./hl7");

function userOf(token) {
  // ruleid: authn.jwt.javascript.alg-none
  return jwt.decode(token).sub;
}

function accept(token, key) {
  // ruleid: authn.jwt.javascript.alg-none
  return jwt.verify(token, key, { algorithms: ["HS256", "none"] });
}

function issue(claims) {
  // ruleid: authn.jwt.javascript.alg-none
  return jwt.sign(claims, "", { algorithm: "none" });
}

function withoutKey(token) {
  // ruleid: authn.jwt.javascript.alg-none
  return jwt.verify(token, null);
}

function userChecked(token, key) {
  // ok: authn.jwt.javascript.alg-none
  return jwt.verify(token, key, { algorithms: ["RS256"], audience: "chart" }).sub;
}

function keyId(token) {
  // ok: authn.jwt.javascript.alg-none
  return jwt.decode(token, { complete: true }).header.kid;
}

function segment(text) {
  // ok: authn.jwt.javascript.alg-none
  return decode(text);
}

function tenant(token, keys) {
  // ok: authn.jwt.javascript.alg-none
  const issuer = jwt.decode(token).iss;
  return jwt.verify(token, keys[issuer], { algorithms: ["ES256"] });
}
