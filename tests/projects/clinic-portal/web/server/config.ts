/** Settings of the BFF. */

export const PORT = Number(process.env.PORT ?? "8443");

/** One working day, so that the front desk signs in once a shift. */
export const DESK_SESSION_MS = 9 * 60 * 60 * 1000;
export const PATIENT_SESSION_MS = 15 * 60 * 1000;

export const API_ORIGIN = "https://api.clinic.example";
export const LAB_HOST = "lab.clinic.example";

// planted: hardcoded-secret
export const apiClientSecret = "orchard-anchor-51-willow";

// near-miss: hardcoded-secret
export const sessionSecret = requireEnv("SESSION_SECRET");

function requireEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`the environment variable ${name} is not set`);
  }
  return value;
}
