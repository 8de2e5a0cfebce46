import type { Protocol } from 'electron';
import type { Random } from '../random.ts';
import { securityHeaders } from '../renderer-files/content-security-policy.ts';
import { serveRendererFile } from '../renderer-files/serve-renderer-file.ts';

/**
 * The app's pages come from `app://gatehouse/`, never from `file://`, where every file of the machine would be of the
 * same origin.
 * @see https://www.electronjs.org/docs/latest/tutorial/security#18-avoid-usage-of-the-file-protocol-and-prefer-usage-of-custom-protocols
 */
export const APP_SCHEME = 'app';
const APP_HOST = 'gatehouse';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const START_URL = `${APP_ORIGIN}/`;

/** Gives the scheme an origin, secure like HTTPS. Must be called before the app is ready. */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the built renderer in `folder`, and nothing outside of it. */
export function handleAppScheme(protocol: Protocol, folder: string, random: Random): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url);
    if (url.host !== APP_HOST || request.method !== 'GET') {
      return new Response('Refused.\n', { status: 403, headers: securityHeaders(null, []) });
    }
    const { status, headers, body } = await serveRendererFile(url.pathname, { folder, random, connectSources: [] });
    return new Response(body, { status, headers });
  });
}
