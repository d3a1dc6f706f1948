const cookieParser = require("cookie-parser");
const cookieSession = require("cookie-session");
const express = require("express");
const session = require("express-session");

const app = express();

// ruleid: secrets.javascript.session-secret
app.use(session({ secret: "EXAMPLE-not-a-real-key", resave: false, saveUninitialized: false }));
// ruleid: secrets.javascript.session-secret
app.use(cookieSession({ name: "chart", keys: ["EXAMPLE-not-a-real-key"] }));
// ruleid: secrets.javascript.session-secret
app.use(cookieParser("EXAMPLE-not-a-real-key"));
// ok: secrets.javascript.session-secret
app.use(session({ secret: process.env.SESSION_KEY, resave: false, saveUninitialized: false }));
// ok: secrets.javascript.session-secret
app.use(cookieSession({ name: "chart", keys: [process.env.SESSION_KEY] }));
// ok: secrets.javascript.session-secret
app.use(cookieParser());
