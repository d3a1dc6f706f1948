const { Sequelize, literal } = require("sequelize");

const sequelize = new Sequelize(process.env.DATABASE_URL);
const SCHEMA = "emr";

async function findPatient(mrn) {
  // ruleid: inj.sql.javascript.sequelize-literal
  return sequelize.query(`SELECT * FROM patient WHERE mrn = '${mrn}'`);
}

async function listing(Patient, direction) {
  // ruleid: inj.sql.javascript.sequelize-literal
  return Patient.findAll({ order: Sequelize.literal("family_name " + direction) });
}

async function older(Patient, date) {
  // ruleid: inj.sql.javascript.sequelize-literal
  return Patient.findAll({ where: literal(`birth_date < '${date}'`) });
}

async function onWard(db, ward) {
  const text = "SELECT * FROM stay WHERE ward = '" + ward + "'";
  // ruleid: inj.sql.javascript.sequelize-literal
  return db.sequelize.query(text);
}

async function findBound(mrn) {
  // ok: inj.sql.javascript.sequelize-literal
  return sequelize.query("SELECT * FROM patient WHERE mrn = :mrn", { replacements: { mrn } });
}

async function count() {
  // ok: inj.sql.javascript.sequelize-literal
  return sequelize.query(`SELECT count(*) FROM ${SCHEMA}.patient`);
}

async function newest(Patient) {
  // ok: inj.sql.javascript.sequelize-literal
  return Patient.findAll({ order: Sequelize.literal("admitted DESC NULLS LAST") });
}

async function search(index, word) {
  // ok: inj.sql.javascript.sequelize-literal
  return index.query(`name:${word}`);
}

function code(z, system) {
  // ok: inj.sql.javascript.sequelize-literal
  return z.literal(`${system}|final`);
}
