import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { CONTRACT_PATH, SESSION_PATH, TOKEN_PARAMETER } from '../../src-shared/transport/web-socket-frames.ts';
import { listenOnLoopback, LOOPBACK } from '../listen-on-loopback.ts';
import type { Random } from '../random.ts';
import { securityHeaders } from '../renderer-files/content-security-policy.ts';
import { serveRendererFile } from '../renderer-files/serve-renderer-file.ts';
import { createAdmission, type Admission } from './admission.ts';
import { serveContract, type ContractEnd } from './contract-socket.ts';
import { isOwnHost, isOwnOrigin } from './loopback-origin.ts';

/** How a person chooses another port. */
const ANOTHER_PORT = 'choose another port with --port; --port 0 takes any that is free';

/**
 * The largest frame that is taken. A file of 64 MB may be imported, and inside a frame every quote and line end of it
 * takes two bytes.
 */
export const MAX_FRAME_BYTES = 132 * 1024 * 1024;

/** A token and its braces are shorter than this. */
const MAX_SESSION_BODY_BYTES = 1024;

const SessionRequest = z.strictObject({ token: z.string() });

export interface BrowserModeOptions {
  readonly gatehouse: ContractEnd;
  /** The folder of the built renderer. */
  readonly rendererFolder: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly random: Random;
  /** Told of every error that was not foreseen. */
  readonly report: (error: unknown) => void;
}

export interface BrowserMode {
  /** The whole address, with the token. Whoever has it is the designer: print it for the person and nowhere else. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/**
 * Serves the app to browsers on this machine: the renderer's files over HTTP, the contract over a WebSocket.
 * Only requests whose Host is a loopback name are answered at all; the WebSocket wants the cookie and the own Origin too.
 * @throws GatehouseError `PortInUse`, `PortNotAllowed`.
 */
export async function startBrowserMode(options: BrowserModeOptions): Promise<BrowserMode> {
  const server = createServer();
  const port = await listenOnLoopback(server, options.port, ANOTHER_PORT);
  const admission = createAdmission(port, options.random);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });

  server.on('request', (request, response) => {
    answer(request, response, port, admission, options).catch((error: unknown) => {
      options.report(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'Gatehouse met a fault of its own.');
    });
  });
  server.on('upgrade', (request, stream, head) => {
    const fault = upgradeFault(request, port, admission);
    if (fault !== null) {
      refuseUpgrade(stream, fault);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serveContract(socket, options.gatehouse, options.report));
  });

  return {
    url: `http://${LOOPBACK}:${port}/#${TOKEN_PARAMETER}=${admission.token}`,
    port,
    close: async () => {
      for (const socket of sockets.clients) socket.close(1001, 'Gatehouse ends.');
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      // A tab that does not answer the closing handshake shall not hold the process.
      const deadline = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), 500);
      await closed;
      clearTimeout(deadline);
    },
  };
}

/** @returns the status line that refuses a WebSocket, or null when it may be opened. */
function upgradeFault(request: IncomingMessage, port: number, admission: Admission): string | null {
  const { host, origin, cookie } = request.headers;
  if (!isOwnHost(host, port)) return '403 Forbidden';
  if (pathOf(request) !== CONTRACT_PATH) return '404 Not Found';
  if (!isOwnOrigin(origin, host)) return '403 Forbidden';
  return admission.admits(cookie) ? null : '401 Unauthorized';
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  admission: Admission,
  options: BrowserModeOptions,
): Promise<void> {
  const { host, origin, cookie } = request.headers;
  if (!isOwnHost(host, port)) {
    refuse(response, 403, `Gatehouse answers to ${LOOPBACK}:${port} and localhost:${port} only.`);
    return;
  }
  const path = pathOf(request);
  if (path === SESSION_PATH && request.method === 'POST') {
    if (!isOwnOrigin(origin, host)) {
      refuse(response, 403, 'The token can be exchanged by the page of Gatehouse only.');
      return;
    }
    if (Number(request.headers['content-length'] ?? Infinity) > MAX_SESSION_BODY_BYTES) {
      refuse(response, 413, 'A token is shorter than that.');
      return;
    }
    const setCookie = admission.exchange(await readToken(request));
    if (setCookie === null) refuse(response, 401, 'The token is not the one that Gatehouse printed.');
    else response.writeHead(204, { ...securityHeaders(null, []), 'set-cookie': setCookie }).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', path === SESSION_PATH ? 'GET, HEAD, POST' : 'GET, HEAD');
    refuse(response, 405, 'Only GET is answered here.');
    return;
  }
  if (path === SESSION_PATH) {
    if (admission.admits(cookie)) response.writeHead(204, { ...securityHeaders(null, []) }).end();
    else refuse(response, 401, 'This browser has no session.');
    return;
  }
  const file = await serveRendererFile(path, {
    folder: options.rendererFolder,
    random: options.random,
    connectSources: [`ws://${host}`],
  });
  response.writeHead(file.status, { ...file.headers, 'content-length': file.body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

/** The path as it came, percent-encoded, without query. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

/** @returns the token in the body, or a text that is none. Node's parser holds the body to its Content-Length. */
async function readToken(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  try {
    const body = SessionRequest.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    return body.success ? body.data.token : '';
  } catch {
    return '';
  }
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...securityHeaders(null, []), 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${sentence}\n`);
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.on('error', () => {});
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
