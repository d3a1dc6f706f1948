/** Rendering into elements that React does not own. */

export function showRich(pane: HTMLElement, body: string): void {
  // planted: xss
  pane.innerHTML = body;
  for (const link of pane.querySelectorAll("a")) {
    link.rel = "noopener noreferrer";
    link.target = "_blank";
  }
}

export function showPlain(pane: HTMLElement, body: string): void {
  // near-miss: xss
  pane.textContent = body;
}

export function clear(pane: HTMLElement): void {
  // near-miss: xss
  pane.innerHTML = "";
}
