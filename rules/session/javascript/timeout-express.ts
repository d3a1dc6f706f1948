import cookieSession from "cookie-session";
import express from "express";
import session from "express-session";
import NextAuth from "next-auth";

const app = express();
const secret = process.env.SESSION_KEY as string;

// ruleid: session.javascript.timeout-express
app.use(session({ secret, resave: false, saveUninitialized: false, cookie: { secure: true, maxAge: 8 * 60 * 60 * 1000 } }));
// ruleid: session.javascript.timeout-express
app.use(cookieSession({ keys: [secret], maxAge: 86400000 }));
// ruleid: session.javascript.timeout-express
export const auth = NextAuth({ providers: [], session: { strategy: "jwt", maxAge: 30 * 24 * 60 * 60 } });

app.post("/remember", (req, res) => {
  // ruleid: session.javascript.timeout-express
  req.session.cookie.maxAge = 3600000;
  res.sendStatus(204);
});

// ok: session.javascript.timeout-express
app.use(session({ secret, rolling: true, resave: false, saveUninitialized: false, cookie: { secure: true, maxAge: 15 * 60 * 1000 } }));
// ok: session.javascript.timeout-express
export const strictAuth = NextAuth({ providers: [], session: { strategy: "jwt", maxAge: 900 } });
// ok: session.javascript.timeout-express
app.use(express.static("public", { maxAge: 86400000 }));
// ok: session.javascript.timeout-express
app.use(session({ secret, resave: false, saveUninitialized: false, cookie: { secure: true } }));
