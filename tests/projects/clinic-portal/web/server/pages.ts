/** The few pages that the BFF renders itself. */

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body>${body}</body></html>`;
}

export function welcomePage(name: string): string {
  return page("Patient portal", `<p>Good morning, ${name}. Please sign in.</p>`);
}

export function goodbyePage(name: string): string {
  return page("Patient portal", `<p>Goodbye, ${escapeHtml(name)}. You are signed out.</p>`);
}
