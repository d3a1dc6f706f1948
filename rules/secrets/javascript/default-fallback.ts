// ruleid: secrets.javascript.default-fallback
export const jwtSecret = process.env.JWT_SECRET || "EXAMPLE-not-a-real-key";
// ruleid: secrets.javascript.default-fallback
export const password = process.env.DB_PASSWORD ?? "postgres";
// ruleid: secrets.javascript.default-fallback
export const apiKey = process.env.LAB_API_KEY || "EXAMPLE";
// ok: secrets.javascript.default-fallback
export const host = process.env.DB_HOST || "localhost";
// ok: secrets.javascript.default-fallback
export const tokenFile = process.env.LAB_TOKEN_FILE || "/run/secrets/lab-token";
// ok: secrets.javascript.default-fallback
export const smtp = process.env.SMTP_PASSWORD || "";
// ok: secrets.javascript.default-fallback
export const signingKey = process.env.SIGNING_KEY;
