/** The logger of the BFF; fields that could name a patient are removed. */

import pino from "pino";

export const log = pino({
  level: "info",
  redact: {
    paths: ["patient", "*.familyName", "*.givenName", "*.birthDate", "*.mrn", "req.headers.cookie"],
    remove: true,
  },
});
