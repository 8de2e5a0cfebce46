/**
 * Browser mode listens on 127.0.0.1, but any page in the same browser can send requests there, and a page whose name
 * was rebound to 127.0.0.1 can even read the answers. The Host header names what the browser believes it talks to, and
 * Origin which page asks; neither can be forged from a page.
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Host
 */

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost'];

/** Whether a Host header names this server by a loopback name and with its port. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  // A browser leaves the port out when it is HTTP's own.
  return LOOPBACK_NAMES.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

/** Whether an Origin header is the origin of the very page that `host` served. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return host !== undefined && origin === `http://${host}`;
}
