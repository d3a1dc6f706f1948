import { Pool } from "pg";
import mysql from "mysql2/promise";
import sql from "sql-template-tag";

const pool = new Pool();
const TABLE = "encounter";

export async function findPatient(mrn: string) {
  // ruleid: inj.sql.javascript.driver-concat
  return pool.query(`SELECT id, family_name FROM patient WHERE mrn = '${mrn}'`);
}

export async function findByName(connection: mysql.Connection, family: string) {
  const text = "SELECT id FROM patient WHERE family_name = '" + family + "'";
  // ruleid: inj.sql.javascript.driver-concat
  const [rows] = await connection.execute(text);
  return rows;
}

export async function listing(filter: { ward?: string }) {
  let text = "SELECT id FROM stay WHERE ended IS NULL";
  if (filter.ward) {
    text += ` AND ward = '${filter.ward}'`;
  }
  // ruleid: inj.sql.javascript.driver-concat
  return pool.query(text);
}

export async function named(id: string) {
  // ruleid: inj.sql.javascript.driver-concat
  return pool.query({ name: "stay", text: "SELECT * FROM stay WHERE id = " + id });
}

export async function findBound(mrn: string) {
  // ok: inj.sql.javascript.driver-concat
  return pool.query("SELECT id, family_name FROM patient WHERE mrn = $1", [mrn]);
}

export async function findTagged(mrn: string) {
  // ok: inj.sql.javascript.driver-concat
  return pool.query(sql`SELECT id FROM patient WHERE mrn = ${mrn}`);
}

export async function open(ward: string) {
  // ok: inj.sql.javascript.driver-concat
  return pool.query(`SELECT id FROM ${TABLE} WHERE ward = $1`, [ward]);
}

export async function page(size: string) {
  // ok: inj.sql.javascript.driver-concat
  return pool.query(`SELECT id FROM patient LIMIT ${Number(size)}`);
}

export async function byIds(ids: string[]) {
  const placeholders = ids.map((_, i) => `$${i + 1}`).join(", ");
  // ok: inj.sql.javascript.driver-concat
  return pool.query(`SELECT id FROM patient WHERE id IN (${placeholders})`, ids);
}

export function element(document: Document, id: string) {
  // ok: inj.sql.javascript.driver-concat
  return document.query(`#patient-${id}`);
}
