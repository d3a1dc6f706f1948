const express = require("express");
const { Patient, Consent } = require("./models");

const router = express.Router();

router.post("/lookup", async (req, res) => {
  // ruleid: inj.nosql.javascript.mongo-request-object
  res.json(await Patient.findOne({ mrn: req.body.mrn, pin: "0000" }));
});

router.get("/search", async (req, res) => {
  // ruleid: inj.nosql.javascript.mongo-request-object
  res.json(await Patient.find(req.query));
});

router.post("/revoke", async (req, res) => {
  // ruleid: inj.nosql.javascript.mongo-request-object
  await Consent.deleteMany({ active: true, token: req.body["token"] });
  res.sendStatus(204);
});

router.post("/lookup-cast", async (req, res) => {
  // ok: inj.nosql.javascript.mongo-request-object
  res.json(await Patient.findOne({ mrn: String(req.body.mrn) }));
});

router.post("/lookup-eq", async (req, res) => {
  // ok: inj.nosql.javascript.mongo-request-object
  res.json(await Patient.findOne({ mrn: { $eq: req.body.mrn } }));
});

router.get("/patients/:id", async (req, res) => {
  // ok: inj.nosql.javascript.mongo-request-object
  res.json(await Patient.findOne({ _id: req.params.id }));
});

router.post("/match", async (req, res) => {
  // ok: inj.nosql.javascript.mongo-request-object
  res.json(req.body.candidates.find((candidate) => candidate.score > 0.9));
});
