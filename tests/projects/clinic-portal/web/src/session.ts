/** Signs the user out of the page after a time without any activity. */

const IDLE_LIMIT_MINUTES = 10;
const ACTIVITY_EVENTS = ["keydown", "pointerdown", "visibilitychange"] as const;

export class IdleWatch {
  private timer: number | undefined;

  constructor(
    private readonly onIdle: () => void,
    private readonly limitMinutes: number = IDLE_LIMIT_MINUTES,
  ) {}

  start(): void {
    for (const event of ACTIVITY_EVENTS) {
      document.addEventListener(event, this.restart);
    }
    this.restart();
  }

  stop(): void {
    for (const event of ACTIVITY_EVENTS) {
      document.removeEventListener(event, this.restart);
    }
    window.clearTimeout(this.timer);
  }

  private readonly restart = (): void => {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.onIdle, this.limitMinutes * 60_000);
  };
}

export function rememberLanguage(language: string): void {
  // near-miss: insecure-cookie
  document.cookie = `language=${encodeURIComponent(language)}; path=/; secure; samesite=strict`;
}

export async function signOut(): Promise<void> {
  await fetch("/bff/sign-out", { method: "POST", credentials: "same-origin" });
  window.location.assign("/");
}
