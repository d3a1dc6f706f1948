import axios from "axios";
import { Request, Response } from "express";

const PARTNERS: Record<string, string> = { lab: "https://lab.example.org/fhir" };
const HOOKS = ["https://lab.example.org/hook"];

export async function importBundle(req: Request, res: Response) {
  // ruleid: inj.ssrf.javascript.fetch-axios
  const answer = await fetch(req.query.bundle as string);
  res.json(await answer.json());
}

export async function resolveReference(req: Request, res: Response) {
  const { reference } = req.body;
  // ruleid: inj.ssrf.javascript.fetch-axios
  const answer = await axios.get(reference);
  res.json(answer.data);
}

export async function attachment(req: Request, res: Response) {
  const url = req.query.url;
  // ruleid: inj.ssrf.javascript.fetch-axios
  const answer = await axios({ method: "get", url: url });
  res.send(answer.data);
}

export async function status(req: Request, res: Response) {
  // ruleid: inj.ssrf.javascript.fetch-axios
  res.json(await axios.get(`https://${req.query.host}/metadata`));
}

export async function quote(req: Request, res: Response) {
  const address = req.query.base + "/metadata";
  // ruleid: inj.ssrf.javascript.fetch-axios
  res.json(await axios.get(address));
}

export async function importFromPartner(req: Request, res: Response) {
  // ok: inj.ssrf.javascript.fetch-axios
  res.json(await axios.get(PARTNERS[req.query.partner as string]));
}

export async function readPatient(req: Request, res: Response) {
  // ok: inj.ssrf.javascript.fetch-axios
  res.json(await axios.get(`https://lab.example.org/fhir/Patient/${req.params.id}`));
}

export async function checked(req: Request, res: Response) {
  const { target } = req.body;
  const parsed = new URL(target);
  if (parsed.hostname !== "lab.example.org") {
    return res.sendStatus(400);
  }
  // ok: inj.ssrf.javascript.fetch-axios
  return res.json(await axios.get(target));
}

export async function subscribe(req: Request, res: Response) {
  const endpoint = req.body.endpoint;
  if (!HOOKS.includes(endpoint)) {
    return res.sendStatus(400);
  }
  // ok: inj.ssrf.javascript.fetch-axios
  return res.json(await axios.post(endpoint, {}));
}
