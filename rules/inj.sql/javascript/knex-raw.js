const knex = require("knex")({ client: "pg" });
const path = require("node:path");

const VIEW = "open_orders";

async function find(mrn) {
  // ruleid: inj.sql.javascript.knex-raw
  return knex.raw(`SELECT * FROM patient WHERE mrn = '${mrn}'`);
}

async function search(name) {
  // ruleid: inj.sql.javascript.knex-raw
  return knex("patient").whereRaw("lower(family_name) = '" + name + "'");
}

async function sorted(column) {
  const order = `${column} desc`;
  // ruleid: inj.sql.javascript.knex-raw
  return knex("patient").orderByRaw(order);
}

async function findBound(mrn) {
  // ok: inj.sql.javascript.knex-raw
  return knex.raw("SELECT * FROM patient WHERE mrn = ?", [mrn]);
}

async function searchBound(name) {
  // ok: inj.sql.javascript.knex-raw
  return knex("patient").whereRaw("lower(family_name) = ?", [name]);
}

async function open() {
  // ok: inj.sql.javascript.knex-raw
  return knex.raw(`SELECT * FROM ${VIEW}`);
}

function rawImage(image) {
  // ok: inj.sql.javascript.knex-raw
  return image.raw(path.sep + image.name);
}
