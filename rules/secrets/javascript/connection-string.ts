import mongoose from "mongoose";
import mysql from "mysql2/promise";
import { Pool } from "pg";
import { Sequelize } from "sequelize";

// ruleid: secrets.javascript.connection-string
export const chart = new Pool({ host: "db.example.org", user: "chart", password: "EXAMPLE" });
// ruleid: secrets.javascript.connection-string
export const billing = mysql.createPool({ host: "db.example.org", user: "billing", password: "EXAMPLE" });
// ruleid: secrets.javascript.connection-string
mongoose.connect("mongodb://notes:EXAMPLE@db.example.org/notes");
// ruleid: secrets.javascript.connection-string
export const warehouse = new Sequelize("warehouse", "etl", "EXAMPLE", { dialect: "postgres" });

// ok: secrets.javascript.connection-string
export const chartSafe = new Pool({ host: "db.example.org", user: "chart", password: process.env.DB_PASSWORD });
// ok: secrets.javascript.connection-string
mongoose.connect("mongodb://dev:EXAMPLE@localhost/notes");
// ok: secrets.javascript.connection-string
export const trusted = new Pool({ host: "/var/run/postgresql", user: "chart" });
// ok: secrets.javascript.connection-string
export const form = new FormData({ name: "sign-in", password: "Your password" });

declare class FormData {
  constructor(labels: { name: string; password: string });
}
