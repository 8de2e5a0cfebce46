import type { App, Session } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';

/**
 * Denies by default what a page could ask of Electron. Electron itself grants every permission until it is told
 * otherwise.
 * @see https://www.electronjs.org/docs/latest/tutorial/security
 */

/** Pages outside of the app that a link may open, in the person's own browser. */
const EXTERNAL_HOSTS: ReadonlySet<string> = new Set(['docs.aws.amazon.com']);

/** Copy buttons write to the clipboard; nothing else is asked for, so nothing else is granted. */
const PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Whether a URL is a page or a file of the app itself. */
export function isOwnUrl(url: string): boolean {
  return url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`);
}

/** Whether a link may be handed to the system's browser. */
export function mayOpenExternally(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    parsed.protocol === 'https:' &&
    parsed.username === '' &&
    parsed.port === '' &&
    EXTERNAL_HOSTS.has(parsed.hostname)
  );
}

/**
 * Keeps every page where it is: no navigation, no new window, no <webview>.
 * @param openExternal opens an allowed link outside of the app.
 */
export function lockDownContents(app: App, openExternal: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    // The app routes in memory; a navigation is never its own.
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenExternally(url)) openExternal(url);
      return { action: 'deny' };
    });
  });
}

/**
 * Keeps a session offline and without privileges.
 * @param allowDevTools lets the developer tools load their own pages; false in a packaged app.
 */
export function lockDownSession(session: Session, allowDevTools: boolean): void {
  session.setPermissionRequestHandler((_contents, permission, grant, details) => {
    grant(PERMISSIONS.has(permission) && isOwnUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => {
    return PERMISSIONS.has(permission) && isOwnUrl(requestingOrigin);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const allowed =
      isOwnUrl(url) ||
      url.startsWith('data:') ||
      url.startsWith(`blob:${APP_ORIGIN}/`) ||
      (allowDevTools && url.startsWith('devtools://'));
    answer({ cancel: !allowed });
  });
  // An export is a blob that the page made; nothing else is to be saved.
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${APP_ORIGIN}/`)) event.preventDefault();
  });
  // Chromium would fetch dictionaries from the network.
  session.setSpellCheckerEnabled(false);
}
