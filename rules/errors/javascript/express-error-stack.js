const errorhandler = require("errorhandler");
const express = require("express");

const app = express();
const logger = require("pino")();

// ruleid: errors.javascript.express-error-stack
app.use(errorhandler());

app.use((err, req, res, next) => {
  // ruleid: errors.javascript.express-error-stack
  res.status(500).send(err.stack);
});

app.get("/results", async (req, res) => {
  try {
    res.json(await req.store.results());
  } catch (error) {
    // ruleid: errors.javascript.express-error-stack
    res.status(500).json({ message: "failed", error });
  }
});

app.get("/orders", async (req, res) => {
  try {
    res.json(await req.store.orders());
  } catch (e) {
    // ruleid: errors.javascript.express-error-stack
    res.status(500).send(e);
  }
});

if (process.env.NODE_ENV === "development") {
  // ok: errors.javascript.express-error-stack
  app.use(errorhandler());
}

app.use((err, req, res, next) => {
  // ok: errors.javascript.express-error-stack
  logger.error({ err });
  // ok: errors.javascript.express-error-stack
  res.status(500).json({ error: "internal error", reference: req.id });
});

app.get("/dose", (req, res) => {
  try {
    res.json(req.form.dose());
  } catch (error) {
    // ok: errors.javascript.express-error-stack
    res.status(400).json({ error: error.message });
  }
});
