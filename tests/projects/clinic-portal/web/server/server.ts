/** Backend for the front end: sessions, static files and calls to the API. */

import { randomUUID } from "node:crypto";

import express, { type NextFunction, type Request, type Response } from "express";
import session from "express-session";
import helmet from "helmet";

import { DESK_SESSION_MS, PATIENT_SESSION_MS, PORT, sessionSecret } from "./config.js";
import { exportsRouter } from "./exports.js";
import { labRouter } from "./lab.js";
import { log } from "./log.js";
import { searchRouter } from "./search.js";
import { goodbyePage, welcomePage } from "./pages.js";

const app = express();
app.disable("x-powered-by");
app.use(helmet());
app.use(express.json({ limit: "100kb" }));
app.use(express.static("dist/web"));

app.use(
  "/desk",
  session({
    name: "desk",
    secret: sessionSecret,
    resave: false,
    rolling: true,
    saveUninitialized: false,
    // planted-flow: long-session
    cookie: { httpOnly: true, secure: true, sameSite: "strict", maxAge: DESK_SESSION_MS },
  }),
);

app.use(
  "/bff",
  session({
    name: "portal",
    secret: sessionSecret,
    resave: false,
    rolling: true,
    saveUninitialized: false,
    // near-miss: long-session
    cookie: { httpOnly: true, secure: true, sameSite: "strict", maxAge: PATIENT_SESSION_MS },
  }),
);

app.get("/welcome", (req: Request, res: Response) => {
  const page = welcomePage(String(req.query.name ?? ""));
  // planted-flow: xss
  res.send(page);
});

app.get("/goodbye", (req: Request, res: Response) => {
  const page = goodbyePage(String(req.query.name ?? ""));
  // near-miss: xss
  res.send(page);
});

app.post("/bff/language", (req: Request, res: Response) => {
  // planted: insecure-cookie
  res.cookie("preferences", String(req.body.language), { httpOnly: false, secure: false });
  // near-miss: insecure-cookie
  res.cookie("last_visit", new Date().toISOString(), { httpOnly: true, secure: true, sameSite: "strict" });
  res.status(204).end();
});

app.use("/bff/exports", exportsRouter);
app.use("/bff/lab", labRouter);
app.use("/bff/search", searchRouter);

app.use("/desk", (error: Error, _req: Request, res: Response, _next: NextFunction) => {
  // planted: stack-trace
  res.status(500).send(error.stack);
});

app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => {
  const incident = randomUUID();
  // near-miss: stack-trace
  log.error({ incident, stack: error.stack }, "request failed");
  res.status(500).json({ error: "internal error", incident });
});

app.listen(PORT, () => log.info({ port: PORT }, "listening"));
