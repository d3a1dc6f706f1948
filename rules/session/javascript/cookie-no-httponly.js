const express = require("express");
const session = require("express-session");

const app = express();
const secret = process.env.SESSION_KEY;

// ruleid: session.javascript.cookie-no-httponly
app.use(session({ secret, cookie: { secure: true, httpOnly: false } }));

app.post("/sign-in", (req, res) => {
  // ruleid: session.javascript.cookie-no-httponly
  res.cookie("session_token", req.token, { secure: true });
  // ruleid: session.javascript.cookie-no-httponly
  res.cookie("jwt", req.token, { secure: true, httpOnly: false });
  res.sendStatus(204);
});

// ok: session.javascript.cookie-no-httponly
app.use(session({ secret, cookie: { secure: true } }));

app.post("/sign-in-safely", (req, res) => {
  // ok: session.javascript.cookie-no-httponly
  res.cookie("session_token", req.token, { secure: true, httpOnly: true, sameSite: "lax" });
  // ok: session.javascript.cookie-no-httponly
  res.cookie("XSRF-TOKEN", req.csrfToken(), { secure: true });
  // ok: session.javascript.cookie-no-httponly
  res.cookie("theme", "dark", { secure: true });
  res.sendStatus(204);
});
