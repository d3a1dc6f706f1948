import cors from "cors";
import express from "express";

const app = express();
const ORIGINS = ["https://chart.example.org"];

// ruleid: access.javascript.cors-wildcard
app.use(cors({ origin: true, credentials: true }));
// ruleid: access.javascript.cors-wildcard
app.use(cors({ methods: ["GET"], origin: "*", credentials: true }));

app.use((req, res, next) => {
  // ruleid: access.javascript.cors-wildcard
  res.setHeader("Access-Control-Allow-Origin", req.headers.origin as string);
  res.setHeader("Access-Control-Allow-Credentials", "true");
  next();
});

// ok: access.javascript.cors-wildcard
app.use(cors({ origin: ORIGINS, credentials: true }));
// ok: access.javascript.cors-wildcard
app.use("/terminology", cors({ origin: "*" }));
// ok: access.javascript.cors-wildcard
app.use(cors());

app.use((req, res, next) => {
  if (ORIGINS.includes(req.headers.origin ?? "")) {
    // ok: access.javascript.cors-wildcard
    res.setHeader("Access-Control-Allow-Origin", req.headers.origin as string);
  }
  next();
});
