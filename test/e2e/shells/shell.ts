import type { Page } from '@playwright/test';

/** The app, started in one of its two shells, with one window or tab on it. */
export interface StartedShell {
  readonly page: Page;
  /** What the app wrote to its log so far. Nothing, when all is well. */
  log(): string;
  readClipboard(): Promise<string>;
  /**
   * Has the system's file dialog answer with this path the next time it is shown; null where there is no such dialog and
   * the app asks for a path in words.
   */
  readonly answerFileDialog: ((path: string) => Promise<void>) | null;
  /**
   * Another tab on the same running app, by its address or by the host name `localhost`, which passkeys need; null where
   * the app has one window only.
   */
  readonly openTab: ((host?: 'localhost') => Promise<Page>) | null;
  /** Ends the app as a person would, and waits until it has. */
  close(): Promise<void>;
}

/** Notes whatever a page complains of: errors in its console, which violations of its CSP are too, and exceptions. */
export function noteFaults(page: Page, faults: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.stack ?? error.message}`));
}
