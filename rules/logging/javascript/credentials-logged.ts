import pino from "pino";

const logger = pino();

export function signIn(user: { id: string; accessToken: string; tokenCount: number }, password: string, headers: Record<string, string>) {
  // ruleid: logging.javascript.credentials-logged
  logger.info({ user: user.id, password }, "sign-in");
  // ruleid: logging.javascript.credentials-logged
  console.log(`refreshed ${user.accessToken}`);
  // ruleid: logging.javascript.credentials-logged
  logger.warn("rejected " + headers["authorization"]);
  // ok: logging.javascript.credentials-logged
  logger.info({ user: user.id }, "sign-in");
  // ok: logging.javascript.credentials-logged
  console.log("password changed for", user.id);
  // ok: logging.javascript.credentials-logged
  logger.debug({ count: user.tokenCount }, "tokens used");
  // ok: logging.javascript.credentials-logged
  console.log(password.length);
}
