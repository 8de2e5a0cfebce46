import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import { listenOnLoopback, LOOPBACK } from '../listen-on-loopback.ts';
import type { Random } from '../random.ts';
import { answerError } from '../request/answer.ts';
import { identifyService } from '../request/identify-service.ts';
import { newRequestId } from '../request/request-id.ts';
import type { WireRequest, WireResponse } from '../request/wire-request.ts';
import { UnderWay } from '../under-way.ts';
import { admissionFault } from './admission.ts';
import { announcedBytes, bodyLimit, bodyTooLarge, MAX_OBJECT_BYTES } from './body-limits.ts';
import { newAuthorizationToken } from './container-credentials.ts';
import { busy, errorOf, parserFault } from './faults.ts';
import { answerOwnPath, isOwnPath } from './own-paths.ts';
import { BufferedBytes, ClientGone, readBody } from './read-body.ts';
import { headOf, type RequestHead } from './request-head.ts';
import { sendResponse } from './send-response.ts';
import type { ServedWorkspace } from './served-workspace.ts';

/** How long a client may take, in milliseconds, and how much it may hold. Tests make them smaller. */
export interface EndpointLimits {
  /** From the start of a request to the end of its head. */
  readonly headersMs: number;
  /** From the start of a request to the end of its body. */
  readonly requestMs: number;
  /** Between two steps of a client that has stopped reading or writing. */
  readonly stalledMs: number;
  /** An idle connection is kept so long. */
  readonly keepAliveMs: number;
  readonly connections: number;
  /** Of requests and answers, over all connections. */
  readonly bufferedBytes: number;
  /** How long requests under way may take to end when the endpoint is stopped. */
  readonly closingMs: number;
}

export const ENDPOINT_LIMITS: EndpointLimits = {
  headersMs: 10_000,
  requestMs: 120_000,
  stalledMs: 60_000,
  keepAliveMs: 65_000,
  connections: 512,
  bufferedBytes: 512 * 1024 * 1024,
  closingMs: 5_000,
};

/** Request line and headers together; session tokens are long, and so are presigned URLs that carry them. */
const MAX_HEAD_BYTES = 32 * 1024;

/** What is left of a body that is not wanted is read and dropped for so long, so that the client reads the answer. */
const DRAINING_MS = 2_000;

export interface EndpointOptions {
  readonly served: ServedWorkspace;
  /** 0 for any free port. */
  readonly port: number;
  /** How a person chooses another port. */
  readonly anotherPort: string;
  readonly random: Random;
  /** Told of every request that came to the gate. */
  readonly tell: (record: DecisionRecord) => void;
  /** Told of every error that was not foreseen. */
  readonly report: (error: unknown) => void;
  readonly limits?: EndpointLimits;
}

/** The endpoint while it listens. */
export interface Endpoint {
  /** Such as `http://127.0.0.1:4747`. Never localhost, which makes SDKs put the bucket into the host's name. */
  readonly url: string;
  readonly port: number;
  /**
   * What a program shows to be given the credentials of its role; another one each time the endpoint is started. A secret.
   */
  readonly authorizationToken: string;
  /** Finishes the requests under way, then ends every connection and stops listening. */
  close(): Promise<void>;
}

/** What every request is answered with. */
interface Answering extends EndpointOptions {
  readonly authorizationToken: string;
  readonly buffered: BufferedBytes;
}

/**
 * Opens the loopback door for AWS clients: takes every HTTP request to the gate as it came, byte for byte, and writes the
 * gate's answer. Whatever is refused before the gate is refused in AWS's words too.
 * @throws GatehouseError `PortInUse`, `PortNotAllowed`.
 */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { limits = ENDPOINT_LIMITS } = options;
  const authorizationToken = newAuthorizationToken(options.random);
  const answering = { ...options, authorizationToken, buffered: new BufferedBytes(limits.bufferedBytes) };
  const underWay = new UnderWay();
  let closing = false;
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(limits.headersMs, 5_000),
    // A missing Host is answered in AWS's words.
    requireHostHeader: false,
  });
  server.timeout = limits.stalledMs;
  server.maxConnections = limits.connections;
  // Headers beyond the count would be dropped silently; their size is limited anyway.
  server.maxHeadersCount = 0;

  const take = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void => {
    if (closing) response.shouldKeepAlive = false;
    const head = headOf(request);
    // The whole of an answer is under way until the client has it, or is gone.
    const work = async (): Promise<void> => {
      const closed = new Promise((resolve) => response.once('close', resolve));
      await answer(head, request, response, expectsContinue, answering);
      await closed;
    };
    underWay.run(work).catch((error: unknown) => {
      options.report(error);
      response.destroy();
    });
  };
  server.on('request', (request, response) => take(request, response, false));
  server.on('checkContinue', (request, response) => take(request, response, true));
  server.on('checkExpectation', (request, response) => take(request, response, false));
  server.on('connect', (_request, stream) => refuseBytes(stream, 'CONNECT', options.random));
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    if (error.code === 'ECONNRESET' || !stream.writable) stream.destroy();
    else refuseBytes(stream, error.code ?? '', options.random);
  });

  const port = await listenOnLoopback(server, options.port, options.anotherPort);
  return {
    url: `http://${LOOPBACK}:${port}`,
    port,
    authorizationToken,
    async close() {
      closing = true;
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      const deadline = setTimeout(() => server.closeAllConnections(), limits.closingMs);
      await underWay.settled();
      server.closeAllConnections();
      await closed;
      clearTimeout(deadline);
    },
  };
}

async function answer(
  head: RequestHead,
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
  on: Answering,
): Promise<void> {
  const { service } = identifyService({ ...head, body: new Uint8Array() });
  try {
    const refusal = admissionFault(head) ?? sizeFault(head, service, on.buffered);
    if (refusal !== null) throw refusal;
    if (expectsContinue) response.writeContinue();
    if (isOwnPath(head)) {
      // Whatever its body is, it means nothing here.
      request.resume();
      await answerOwnPath(head, response, on);
      return;
    }
    await passGate(head, service, request, response, on);
  } catch (thrown) {
    if (thrown instanceof ClientGone) return;
    if (!(thrown instanceof AwsError || thrown instanceof GatehouseError)) on.report(thrown);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    refuse(head, request, response, errorOf(thrown, service), on.random);
  }
}

/** Reads the body, asks the gate, and writes its answer. Once the gate has been asked, what it does is done whole. */
async function passGate(
  head: RequestHead,
  service: string,
  request: IncomingMessage,
  response: ServerResponse,
  on: Answering,
): Promise<void> {
  const limit = bodyLimit(service, head);
  const body = await readBody(request, {
    limit,
    tooLarge: (bytes) => bodyTooLarge(service, bytes, limit),
    busy: () => busy(service),
    buffered: on.buffered,
  });
  try {
    const answered = await throughGate({ ...head, body: body.bytes }, request, on);
    const bytes = bytesOf(answered.body);
    on.buffered.hold(bytes.byteLength);
    response.once('close', () => on.buffered.release(bytes.byteLength));
    sendResponse(response, answered, bytes, head.method);
  } finally {
    body.release();
  }
}

async function throughGate(wire: WireRequest, request: IncomingMessage, on: Answering): Promise<WireResponse> {
  const { record, response } = await on.served.during(({ gate }) =>
    gate.passWire(wire, {
      door: 'endpoint',
      sourceIp: request.socket.remoteAddress ?? LOOPBACK,
      secureTransport: false,
      replayOf: null,
    }),
  );
  on.tell(record);
  return response;
}

/** What can be said against a request before its body is read. */
function sizeFault(head: RequestHead, service: string, buffered: BufferedBytes): AwsError | null {
  const announced = announcedBytes(head) ?? 0;
  const most = service === 's3' ? MAX_OBJECT_BYTES : bodyLimit(service, head);
  if (announced > most) return bodyTooLarge(service, announced, most);
  return buffered.exceeds(announced) ? busy(service) : null;
}

/** Answers with an error, in the protocol of the service that was asked. */
function refuse(
  head: RequestHead,
  request: IncomingMessage,
  response: ServerResponse,
  error: AwsError,
  random: Random,
): void {
  const service = identifyService({ ...head, body: new Uint8Array() });
  const about = { method: head.method, resource: head.target.split('?', 1)[0] ?? '/' };
  const refusal = answerError(service, error, newRequestId(service.service, random), about);
  sendResponse(response, refusal, bytesOf(refusal.body), head.method);
  drain(request);
}

/** Reads and drops the rest of a body for a while: a connection that is cut while data comes in takes the answer along. */
function drain(request: IncomingMessage): void {
  if (request.complete) return;
  const deadline = setTimeout(() => request.destroy(), DRAINING_MS);
  request.once('close', () => clearTimeout(deadline));
  request.resume();
}

/** Answers bytes that are no request, and closes the connection. */
function refuseBytes(stream: Duplex, code: string, random: Random): void {
  const service = identifyService({ method: '', target: '/', host: '', headers: [], body: new Uint8Array() });
  const { status, headers, body } = answerError(service, parserFault(code), newRequestId(service.service, random));
  const bytes = bytesOf(body);
  const lines = [
    `HTTP/1.1 ${status} Bad Request`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${bytes.byteLength}`,
    'Connection: close',
  ];
  stream.on('error', () => {});
  stream.end(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]));
  const deadline = setTimeout(() => stream.destroy(), DRAINING_MS);
  stream.once('close', () => clearTimeout(deadline));
}

function bytesOf(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
}
