import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from '@playwright/test';

const SYSTEM_CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How to start Chromium here: the system's, else the one that Playwright manages; null when there is neither. */
export function chromiumOptions(): LaunchOptions | null {
  const executablePath = [...SYSTEM_CHROMIUM, chromium.executablePath()].find((path) => existsSync(path));
  if (executablePath === undefined) return null;
  // Chromium's sandbox does not start for root, which is who runs the tests in a container.
  return { executablePath, args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] };
}
