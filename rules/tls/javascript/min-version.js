const https = require("https");
const tls = require("tls");

// ruleid: tls.javascript.min-version
https.createServer({ minVersion: "TLSv1" });
// ruleid: tls.javascript.min-version
tls.connect({ host: "lab.example.org", secureProtocol: "TLSv1_1_method" });
// ruleid: tls.javascript.min-version
tls.DEFAULT_MIN_VERSION = "TLSv1.1";
// ruleid: tls.javascript.min-version
tls.createSecureContext({ maxVersion: "TLSv1.1" });
// ok: tls.javascript.min-version
https.createServer({ minVersion: "TLSv1.2" });
// ok: tls.javascript.min-version
tls.connect({ host: "lab.example.org", secureProtocol: "TLS_method" });
// ok: tls.javascript.min-version
tls.connect({ host: "lab.example.org", minVersion: "TLSv1.3", maxVersion: "TLSv1.3" });
