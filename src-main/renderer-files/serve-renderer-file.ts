import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Random } from '../random.ts';
import { NONCE_PLACEHOLDER, securityHeaders } from './content-security-policy.ts';

/** An HTTP response before it is Electron's or Node's. */
export interface FileResponse {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface RendererFileOptions {
  /** The folder of the built renderer. Nothing outside of it is ever read, through links neither. */
  readonly folder: string;
  readonly random: Random;
  /** Where the page may connect to beside its own origin. */
  readonly connectSources: readonly string[];
}

/** What the build of the renderer holds. Anything else is not served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Answers a GET for a file of the built renderer; `/` is `index.html`.
 * @param pathname the path of the URL as it came, percent-encoded, without query.
 * @returns 404 for what is not there and for what lies outside of the folder alike.
 */
export async function serveRendererFile(pathname: string, options: RendererFileOptions): Promise<FileResponse> {
  const relative = relativeFile(pathname);
  const contentType = relative === null ? undefined : CONTENT_TYPES[extname(relative)];
  const content = relative === null || contentType === undefined ? null : await readInside(options.folder, relative);
  if (content === null || contentType === undefined) {
    return {
      status: 404,
      headers: { ...securityHeaders(null, []), 'content-type': 'text/plain; charset=utf-8' },
      body: new TextEncoder().encode('Not found.\n'),
    };
  }
  if (!contentType.startsWith('text/html')) {
    return {
      status: 200,
      headers: { ...securityHeaders(null, options.connectSources), 'content-type': contentType },
      body: content,
    };
  }
  const nonce = Buffer.from(options.random(18)).toString('base64');
  return {
    status: 200,
    headers: { ...securityHeaders(nonce, options.connectSources), 'content-type': contentType },
    body: new TextEncoder().encode(new TextDecoder().decode(content).replaceAll(NONCE_PLACEHOLDER, nonce)),
  };
}

/** The path below the folder, or null when the URL's path is not a plain one. */
function relativeFile(pathname: string): string | null {
  if (!pathname.startsWith('/')) return null;
  let decoded;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded === '/') return 'index.html';
  const segments = decoded.slice(1).split('/');
  const plain = segments.every((segment) => /^[\w-][\w.-]*$/.test(segment));
  return plain ? join(...segments) : null;
}

/** Reads a file, unless a link leads out of the folder. */
async function readInside(folder: string, relative: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, relative));
    return file.startsWith(root + sep) ? await readFile(file) : null;
  } catch {
    // Not there, or not a file: for the one who asks it is the same.
    return null;
  }
}
