const express = require("express");
const he = require("he");

const router = express.Router();

router.get("/search", (req, res) => {
  // ruleid: xss.javascript.express-reflect
  res.send(`<p>No patient called ${req.query.name}</p>`);
});

router.get("/echo", (req, res) => {
  // ruleid: xss.javascript.express-reflect
  res.status(404).send("No page " + req.originalUrl);
});

router.get("/welcome", (req, res) => {
  const { name } = req.query;
  // ruleid: xss.javascript.express-reflect
  res.send("<h1>Welcome " + name + "</h1>");
});

router.post("/note", (req, res) => {
  // ruleid: xss.javascript.express-reflect
  res.send(req.body.note);
});

router.get("/search2", (req, res) => {
  // ok: xss.javascript.express-reflect
  res.send(`<p>No patient called ${he.encode(req.query.name)}</p>`);
});

router.get("/search3", (req, res) => {
  // ok: xss.javascript.express-reflect
  res.json({ message: `No patient called ${req.query.name}` });
});

router.get("/search4", (req, res) => {
  // ok: xss.javascript.express-reflect
  res.type("text/plain").send(`No patient called ${req.query.name}`);
});

router.get("/time", (req, res) => {
  // ok: xss.javascript.express-reflect
  res.send(`<p>${new Date().toISOString()}</p>`);
});

router.post("/queue", (req, channel) => {
  // ok: xss.javascript.express-reflect
  channel.send(req.body.note);
});
