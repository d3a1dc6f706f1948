import axios from "axios";
import * as fs from "fs";
import * as https from "https";
import { MongoClient } from "mongodb";
import { Pool } from "pg";

const ca = fs.readFileSync("/etc/ssl/hospital-ca.pem");

// ruleid: tls.javascript.reject-unauthorized
const agent = new https.Agent({ rejectUnauthorized: false });
// ruleid: tls.javascript.reject-unauthorized
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
// ruleid: tls.javascript.reject-unauthorized
export const pool = new Pool({ host: "db.example.org", ssl: { rejectUnauthorized: false } });
// ruleid: tls.javascript.reject-unauthorized
export const mongo = new MongoClient("mongodb://db.example.org", { tls: true, tlsAllowInvalidCertificates: true });
// ruleid: tls.javascript.reject-unauthorized
https.get("https://lab.example.org", { checkServerIdentity: () => undefined });

export const send = (url: string, bundle: object) => axios.post(url, bundle, { httpsAgent: agent });

// ok: tls.javascript.reject-unauthorized
export const checkedAgent = new https.Agent({ ca });
// ok: tls.javascript.reject-unauthorized
export const checkedPool = new Pool({ host: "db.example.org", ssl: { rejectUnauthorized: true, ca } });
// ok: tls.javascript.reject-unauthorized
export const server = https.createServer({ requestCert: true, rejectUnauthorized: false });
// ok: tls.javascript.reject-unauthorized
process.env.NODE_EXTRA_CA_CERTS = "/etc/ssl/hospital-ca.pem";
