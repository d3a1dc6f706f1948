const funcster = require("funcster");
const serialize = require("node-serialize");
const yaml = require("js-yaml");
const php = require("php-serialize");

function profile(req) {
  // ruleid: inj.deser.javascript.node-serialize
  return serialize.unserialize(Buffer.from(req.cookies.profile, "base64").toString());
}

function job(message) {
  // ruleid: inj.deser.javascript.node-serialize
  return funcster.deepDeserialize(message.body);
}

function mapping(text) {
  // ruleid: inj.deser.javascript.node-serialize
  return yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA });
}

function profileSafe(req) {
  // ok: inj.deser.javascript.node-serialize
  return JSON.parse(Buffer.from(req.cookies.profile, "base64").toString());
}

function mappingSafe(text) {
  // ok: inj.deser.javascript.node-serialize
  return yaml.load(text, { schema: yaml.CORE_SCHEMA });
}

function legacy(text) {
  // ok: inj.deser.javascript.node-serialize
  return php.unserialize(text);
}
