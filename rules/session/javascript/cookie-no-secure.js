const express = require("express");
const session = require("express-session");

const app = express();
const secret = process.env.SESSION_KEY;
const options = { secure: true, httpOnly: true };

// ruleid: session.javascript.cookie-no-secure
app.use(session({ secret, resave: false, saveUninitialized: false }));
// ruleid: session.javascript.cookie-no-secure
app.use(session({ secret, resave: false, saveUninitialized: false, cookie: { secure: false } }));

app.post("/sign-in", (req, res) => {
  // ruleid: session.javascript.cookie-no-secure
  res.cookie("session_token", req.token, { httpOnly: true });
  // ruleid: session.javascript.cookie-no-secure
  res.cookie("auth", req.token);
  res.sendStatus(204);
});

// ok: session.javascript.cookie-no-secure
app.use(session({ secret, resave: false, saveUninitialized: false, cookie: { secure: true, sameSite: "lax" } }));
// ok: session.javascript.cookie-no-secure
app.use(session({ secret, resave: false, saveUninitialized: false, cookie: { secure: app.get("env") === "production" } }));

app.post("/sign-in-safely", (req, res) => {
  // ok: session.javascript.cookie-no-secure
  res.cookie("session_token", req.token, { secure: true, httpOnly: true, sameSite: "lax" });
  // ok: session.javascript.cookie-no-secure
  res.cookie("language", "de");
  // ok: session.javascript.cookie-no-secure
  res.cookie("auth", req.token, options);
  // ok: session.javascript.cookie-no-secure
  res.cookie("session_token", "", { maxAge: 0 });
  res.sendStatus(204);
});
