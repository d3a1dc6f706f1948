export function signedIn(answer: { accessToken: string; expiresAt: number }) {
  // ruleid: authn.jwt.javascript.token-localstorage
  localStorage.setItem("access_token", answer.accessToken);
  // ruleid: authn.jwt.javascript.token-localstorage
  window.sessionStorage.setItem("portal.jwt", answer.accessToken);
  // ruleid: authn.jwt.javascript.token-localstorage
  localStorage.authToken = answer.accessToken;
  // ok: authn.jwt.javascript.token-localstorage
  localStorage.setItem("token_expires_at", String(answer.expiresAt));
}

export function preferences(theme: string, store: Map<string, string>, token: string) {
  // ok: authn.jwt.javascript.token-localstorage
  localStorage.setItem("theme", theme);
  // ok: authn.jwt.javascript.token-localstorage
  localStorage.removeItem("access_token");
  // ok: authn.jwt.javascript.token-localstorage
  store.set("access_token", token);
}
