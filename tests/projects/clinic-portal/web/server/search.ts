/** Search over clinicians and rooms, straight from the read replica. */

import { Router, type Request, type Response } from "express";
import { Pool } from "pg";

import { log } from "./log.js";

const pool = new Pool({ max: 5 });
export const searchRouter: Router = Router();

searchRouter.get("/clinicians", async (req: Request, res: Response) => {
  // planted: sql-injection
  const found = await pool.query(`SELECT id, name FROM clinician WHERE name ILIKE '%${req.query.q}%'`);
  res.json(found.rows);
});

searchRouter.get("/rooms", async (req: Request, res: Response) => {
  // near-miss: sql-injection
  const found = await pool.query("SELECT id, label FROM room WHERE label ILIKE $1", [`%${req.query.q}%`]);
  log.info({ hits: found.rowCount }, "room search");
  res.json(found.rows);
});
