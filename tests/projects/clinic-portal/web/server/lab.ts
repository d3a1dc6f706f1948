/** Proxy to the laboratory, over connections with a client certificate. */

import { readFileSync } from "node:fs";
import https from "node:https";
import tls from "node:tls";

import { Router, type Request, type Response } from "express";

import { LAB_HOST } from "./config.js";

export const labRouter: Router = Router();

// planted: cert-check-disabled
const stagingAgent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

// near-miss: cert-check-disabled
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: true });

function forward(through: https.Agent, path: string, res: Response): void {
  https
    .get({ host: LAB_HOST, path, agent: through }, (answer) => {
      res.status(answer.statusCode ?? 502);
      answer.pipe(res);
    })
    .on("error", () => res.status(502).end());
}

labRouter.get("/catalogue", (_req: Request, res: Response) => forward(agent, "/catalogue", res));
labRouter.get("/preview", (_req: Request, res: Response) => forward(stagingAgent, "/catalogue", res));

export function analyserSocket(host: string): tls.TLSSocket {
  const ca = readFileSync("/etc/portal/lab-ca.pem");
  // planted: weak-tls
  return tls.connect({ host, port: 6661, ca, minVersion: "TLSv1" });
}

export function orderSocket(host: string): tls.TLSSocket {
  const ca = readFileSync("/etc/portal/lab-ca.pem");
  // near-miss: weak-tls
  return tls.connect({ host, port: 6661, ca, minVersion: "TLSv1.2" });
}
