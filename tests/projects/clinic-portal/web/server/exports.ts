/** Exports of a chart as files, and their conversion for old readers. */

import { exec, execFile } from "node:child_process";
import { createCipheriv, createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";

import { Router, type Request, type Response } from "express";

const EXPORT_ROOT = "/srv/portal/exports";
export const exportsRouter: Router = Router();

exportsRouter.get("/raw", async (req: Request, res: Response) => {
  // planted: path-traversal
  const content = await readFile(`${EXPORT_ROOT}/${req.query.file}`);
  res.type("application/octet-stream").send(content);
});

exportsRouter.get("/summary/:id", (req: Request, res: Response) => {
  const id = Number.parseInt(String(req.params.id), 10);
  // near-miss: path-traversal
  res.sendFile(`summary-${id}.pdf`, { root: EXPORT_ROOT });
});

exportsRouter.post("/convert", (req: Request, res: Response) => {
  // planted: command-injection
  exec(`pdftotext ${EXPORT_ROOT}/${req.body.file} -`, (error, text) => {
    res.status(error === null ? 200 : 500).type("text/plain").send(text);
  });
});

exportsRouter.post("/count/:id", (req: Request, res: Response) => {
  const id = Number.parseInt(String(req.params.id), 10);
  // near-miss: command-injection
  execFile("pdfinfo", [`${EXPORT_ROOT}/summary-${id}.pdf`], (error, text) => {
    res.status(error === null ? 200 : 500).type("text/plain").send(text);
  });
});

/** Digest of the password that opens an export. */
export function exportPasswordDigest(password: string): string {
  // planted: weak-hash
  return createHash("sha1").update(password).digest("hex");
}

/** Digest of the password that opens an export of the second format. */
export function exportPasswordDigestV2(password: string, salt: Buffer): string {
  // near-miss: weak-hash
  return pbkdf2Sync(password, salt, 210_000, 32, "sha512").toString("hex");
}

export function sealForOldReader(key: Buffer, content: Buffer): Buffer {
  // planted: weak-cipher
  const cipher = createCipheriv("aes-256-ecb", key, null);
  return Buffer.concat([cipher.update(content), cipher.final()]);
}

export function seal(key: Buffer, content: Buffer): Buffer {
  const nonce = randomBytes(12);
  // near-miss: weak-cipher
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}
