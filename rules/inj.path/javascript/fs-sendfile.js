const express = require("express");
const fs = require("fs");
const path = require("path");

const router = express.Router();
const FOLDER = "/srv/clinic/documents";

router.get("/letters/:name", (req, res) => {
  // ruleid: inj.path.javascript.fs-sendfile
  res.sendFile(FOLDER + "/" + req.params.name);
});

router.get("/reports", (req, res) => {
  const file = path.join(FOLDER, req.query.report);
  // ruleid: inj.path.javascript.fs-sendfile
  fs.createReadStream(file).pipe(res);
});

router.get("/scans", (req, res) => {
  const { name } = req.query;
  const target = `${FOLDER}/${name}`;
  // ruleid: inj.path.javascript.fs-sendfile
  fs.readFile(target, (error, data) => res.send(data));
});

router.delete("/scans/:name", (req, res) => {
  // ruleid: inj.path.javascript.fs-sendfile
  fs.unlinkSync(path.resolve(FOLDER, req.params.name));
  res.sendStatus(204);
});

router.get("/letters2/:name", (req, res) => {
  // ok: inj.path.javascript.fs-sendfile
  res.sendFile(req.params.name, { root: FOLDER });
});

router.get("/reports2", (req, res) => {
  const file = path.resolve(FOLDER, req.query.report);
  if (!file.startsWith(FOLDER + path.sep)) {
    return res.sendStatus(404);
  }
  // ok: inj.path.javascript.fs-sendfile
  return fs.createReadStream(file).pipe(res);
});

router.get("/scans2", (req, res) => {
  // ok: inj.path.javascript.fs-sendfile
  fs.readFile(path.join(FOLDER, path.basename(req.query.name)), (error, data) => res.send(data));
});

router.get("/consent", (req, res) => {
  // ok: inj.path.javascript.fs-sendfile
  res.sendFile(path.join(FOLDER, "consent.pdf"));
});

router.get("/slices/:number", (req, res) => {
  const number = Number(req.params.number);
  // ok: inj.path.javascript.fs-sendfile
  res.sendFile(`${FOLDER}/slice-${number}.png`);
});
