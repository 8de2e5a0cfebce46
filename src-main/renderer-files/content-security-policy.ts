/**
 * The Content-Security-Policy of every page that Gatehouse shows, in the desktop app and in browser mode.
 * @see https://www.w3.org/TR/CSP3/
 * @see https://w3c.github.io/trusted-types/dist/spec/
 */

/** What stands in the built page where the nonce goes; Vite's `html.cspNonce` writes it, and serving replaces it. */
export const NONCE_PLACEHOLDER = 'CSP_NONCE_OF_THIS_LOAD';

/**
 * @param nonce base64 of at least 128 random bits, made anew for each load of a page; null for what is no page.
 * @param connectSources where the page may connect to beside its own origin, such as `ws://127.0.0.1:4748`.
 */
export function contentSecurityPolicy(nonce: string | null, connectSources: readonly string[]): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    // CodeMirror and bits-ui put <style> elements into the page, with the nonce. Style attributes in markup stay
    // forbidden: Svelte sets styles through the CSSOM, which this policy does not restrict.
    'style-src': ["'self'", ...(nonce === null ? [] : [`'nonce-${nonce}'`])],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...connectSources],
    // The one policy is Svelte's own: it wraps the templates that its compiler wrote.
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['svelte-trusted-html'],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** The headers that go with every response, page or not, whatever its status. */
export function securityHeaders(
  nonce: string | null,
  connectSources: readonly string[],
): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce, connectSources),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
    // Another version of the app may be served from the same origin tomorrow.
    'cache-control': 'no-store',
  };
}
